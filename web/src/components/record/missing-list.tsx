import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import { type RecordSpec, shownField } from './field-spec.ts';
import { useRecordWords } from './use-record-words.ts';

interface MissingListProps {
  spec: RecordSpec;
  missing: readonly { field: string; message: string }[];
  onJump: (field: string) => void;
}

/** What keeps the record from being submitted, each with a jump to its field. */
export function MissingList({ spec, missing, onJump }: MissingListProps) {
  const { t } = useTranslation('desk');
  const words = useRecordWords(spec);
  if (!missing.length)
    return (
      <p className="rc-missing__none">
        <Icon name="check" size={18} /> {t('desk:missing.none')}
      </p>
    );
  return (
    <ul className="rc-missing">
      {missing.map((item) => {
        const field = shownField(spec, item.field)?.name ?? item.field;
        return (
          <li key={`${item.field}-${item.message}`}>
            <button type="button" onClick={() => onJump(field)}>
              <b>{words.label(field)}</b>
              <span>{words.missing(item.message, item.field)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
