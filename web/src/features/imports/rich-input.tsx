import type { IntellectualProperty } from '../../../../server/contracts/achievements.contract.ts';
import type { Indicator } from '../../../../server/contracts/indicator.contract.ts';
import { controlId } from '../../components/record/field-spec.ts';
import { IndicatorsEditor } from '../../components/record/indicators-editor.tsx';
import { PatentsEditor } from '../../components/record/patents-editor.tsx';
import { HtiPicker, IndustryPicker } from '../../components/record/tree-inputs.tsx';
import type { SimpleInputProps } from './simple-input.tsx';
import '../../components/record/record.css';

const list = <T,>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

/** Trees, indicators and patents by the editors of the records themselves. */
export default function RichInput({
  editor,
  field,
  label,
  values,
  onChange,
  isDemand,
}: SimpleInputProps & { isDemand: boolean }) {
  const value = values[field];
  const set = (next: unknown): void => onChange({ [field]: next });
  switch (editor.kind) {
    case 'hti':
      return (
        <div className="im-edit__tree">
          <label className="fx-sr" htmlFor={controlId(field)}>
            {label}
          </label>
          <HtiPicker name={field} value={typeof value === 'string' ? value : ''} onChange={set} />
        </div>
      );
    case 'industry':
      return (
        <div className="im-edit__tree">
          <label className="fx-sr" htmlFor={controlId(field)}>
            {label}
          </label>
          <IndustryPicker name={field} value={list<string>(value)} max={3} onChange={set} />
        </div>
      );
    case 'indicators':
      return (
        <IndicatorsEditor
          name={field}
          value={list<Indicator>(value)}
          max={30}
          isDemand={isDemand}
          errors={{}}
          onChange={set}
        />
      );
    case 'patents':
      return (
        <PatentsEditor
          name={field}
          value={list<IntellectualProperty>(value)}
          saved={list<IntellectualProperty>(value)}
          max={50}
          errors={{}}
          onChange={set}
        />
      );
    default:
      return null;
  }
}
