import { useTranslation } from 'react-i18next';
import { useCodes } from '../../lib/code-label.ts';
import { useOfferedCodes } from '../../lib/offered-codes.ts';
import type { Editor } from './field-editors.ts';
import { valueKeys } from './row-fields.ts';

export interface SimpleInputProps {
  editor: Editor;
  field: string;
  label: string;
  values: Readonly<Record<string, unknown>>;
  onChange: (change: Record<string, unknown>) => void;
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const WAN = 10_000;
const toWan = (value: unknown): string => (typeof value === 'number' ? String(Math.round(value / 0.01) / 1e6) : '');
/** Amount in yuan of what was typed in 万元; null when nothing was typed. */
export const fromWan = (typed: string): number | null =>
  typed.trim() === '' || Number.isNaN(Number(typed)) ? null : Math.round(Number(typed) * WAN * 100) / 100;

function Money({ editor, values, label, onChange }: SimpleInputProps & { editor: Extract<Editor, { kind: 'money' }> }) {
  const { t } = useTranslation();
  const { options } = useOfferedCodes();
  const mode = text(values[editor.mode]);
  const amount = (key: string, name: string, isBoth = false) => (
    <input
      className="fx-input"
      type="number"
      min={0}
      step="any"
      aria-label={`${label} ${name}`}
      defaultValue={toWan(values[key])}
      onChange={(event) => {
        const value = fromWan(event.target.value);
        onChange(isBoth ? { [editor.min]: value, [editor.max]: value } : { [key]: value });
      }}
    />
  );
  return (
    <div className="im-edit__money">
      <select
        className="fx-select"
        aria-label={t('imports:edit.mode', { field: label })}
        value={mode}
        onChange={(event) => {
          const isAmount = event.target.value === 'FIXED' || event.target.value === 'RANGE';
          onChange({
            [editor.mode]: event.target.value || null,
            ...(isAmount ? {} : { [editor.min]: null, [editor.max]: null }),
          });
        }}
      >
        <option value="">{t('imports:edit.none')}</option>
        {options(editor.table).map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {mode === 'FIXED' ? (
        <span className="im-edit__amounts" key="fixed">
          {amount(editor.min, t('imports:edit.amount'), true)} {t('imports:edit.wan')}
        </span>
      ) : null}
      {mode === 'RANGE' ? (
        <span className="im-edit__amounts" key="range">
          {amount(editor.min, t('imports:edit.from'))} – {amount(editor.max, t('imports:edit.to'))}{' '}
          {t('imports:edit.wan')}
        </span>
      ) : null}
    </div>
  );
}

function TrlSelect({
  value,
  label,
  onChange,
}: {
  value: unknown;
  label: string;
  onChange: (trl: number | null) => void;
}) {
  const { t } = useTranslation();
  const { label: word } = useCodes();
  const { options } = useOfferedCodes();
  return (
    <select
      className="fx-select"
      aria-label={label}
      value={text(value)}
      onChange={(event) => onChange(event.target.value ? Number(event.target.value) : null)}
    >
      <option value="">{t('imports:edit.none')}</option>
      {options('TRL', [text(value)]).map(({ value: level }) => (
        <option key={level} value={level}>
          {t('imports:value.trl', { level, name: word('TRL', String(level)) })}
        </option>
      ))}
    </select>
  );
}

const REGIONS = ['QINGDAO_DISTRICT', 'SHANDONG_CITY', 'PROVINCE'] as const;
function RegionSelect({
  value,
  label,
  onChange,
}: {
  value: unknown;
  label: string;
  onChange: (code: string | null) => void;
}) {
  const { t } = useTranslation();
  const { options } = useOfferedCodes();
  return (
    <select
      className="fx-select"
      aria-label={label}
      value={text(value)}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{t('imports:edit.none')}</option>
      {REGIONS.map((table) => (
        <optgroup key={table} label={t(`imports:region.${table}`)}>
          {options(table, [value]).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

/** Plain controls for values of one kind; amounts are typed in 万元 and kept in yuan. */
export function SimpleInput(props: SimpleInputProps) {
  const { editor, field, label, values, onChange } = props;
  const { t } = useTranslation();
  const { options } = useOfferedCodes();
  const key = valueKeys(field)[0] ?? field;
  const value = values[key];
  const set = (next: unknown): void => onChange({ [key]: next });
  const month = (name: string, words: string) => (
    <input
      className="fx-input"
      type="month"
      placeholder="2024-06"
      aria-label={words}
      defaultValue={text(values[name])}
      onChange={(event) => onChange({ [name]: event.target.value || null })}
    />
  );
  switch (editor.kind) {
    case 'text':
      return (
        <textarea
          className="fx-input"
          rows={6}
          maxLength={5000}
          aria-label={label}
          value={text(value)}
          onChange={(event) => set(event.target.value)}
        />
      );
    case 'list':
      return (
        <textarea
          className="fx-input"
          rows={3}
          aria-label={t('imports:edit.listLabel', { field: label })}
          placeholder={t('imports:edit.listHint')}
          defaultValue={list(value).join('\n')}
          onChange={(event) =>
            set(
              event.target.value
                .split(/[\n；;]+/u)
                .map((word) => word.trim())
                .filter(Boolean),
            )
          }
        />
      );
    case 'code':
      return (
        <select
          className="fx-select"
          aria-label={label}
          value={text(value)}
          onChange={(event) => set(event.target.value || null)}
        >
          <option value="">{t('imports:edit.none')}</option>
          {options(editor.table, [value]).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    case 'codes': {
      const chosen = list(value);
      const isFull = editor.max !== undefined && chosen.length >= editor.max;
      return (
        <fieldset className="im-edit__codes">
          <legend className="fx-sr">{label}</legend>
          {options(editor.table, chosen).map((option) => (
            <label key={option.value} className="im-check">
              <input
                type="checkbox"
                checked={chosen.includes(option.value)}
                disabled={isFull && !chosen.includes(option.value)}
                onChange={() =>
                  set(
                    chosen.includes(option.value)
                      ? chosen.filter((item) => item !== option.value)
                      : [...chosen, option.value],
                  )
                }
              />
              {option.label}
            </label>
          ))}
        </fieldset>
      );
    }
    case 'region':
      return <RegionSelect value={value} label={label} onChange={set} />;
    case 'yesNo':
      return (
        <select
          className="fx-select"
          aria-label={label}
          value={text(value)}
          onChange={(event) => set(event.target.value === 'true')}
        >
          <option value="false">{t('imports:value.no')}</option>
          <option value="true">{t('imports:value.yes')}</option>
        </select>
      );
    case 'trl':
      return <TrlSelect value={value} label={label} onChange={set} />;
    case 'trlRange':
      return (
        <TrlSelect value={values.trl} label={label} onChange={(trl) => onChange({ trl, trlMin: null, trlMax: null })} />
      );
    case 'percent':
      return (
        <span className="im-edit__amounts">
          <input
            className="fx-input"
            type="number"
            min={0}
            max={100}
            step="any"
            aria-label={label}
            defaultValue={text(value)}
            onChange={(event) => set(event.target.value === '' ? null : Number(event.target.value))}
          />{' '}
          %
        </span>
      );
    case 'month':
      return month(key, label);
    case 'day':
      return (
        <input
          className="fx-input"
          type="date"
          aria-label={label}
          defaultValue={text(value)}
          onChange={(event) => set(event.target.value || null)}
        />
      );
    case 'period':
      return (
        <span className="im-edit__amounts">
          {month('startDate', t('imports:edit.start'))} – {month('completionDate', t('imports:edit.end'))}
        </span>
      );
    case 'money':
      return <Money {...props} editor={editor} />;
    default:
      return (
        <input
          className="fx-input"
          maxLength={field === 'title' ? 60 : 200}
          aria-label={label}
          value={text(value)}
          onChange={(event) => set(event.target.value)}
        />
      );
  }
}
