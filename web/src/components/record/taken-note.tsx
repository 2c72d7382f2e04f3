import { useTranslation } from 'react-i18next';
import type { RecordSpec } from './field-spec.ts';
import { shownField } from './field-spec.ts';
import { useRecordWords } from './use-record-words.ts';

/** Says which fields came in from somebody else's edit while this page was open. */
export function TakenNote({ spec, taken }: { spec: RecordSpec; taken: readonly string[] }) {
  const { t } = useTranslation('desk');
  const words = useRecordWords(spec);
  const names = [...new Set(taken.flatMap((field) => shownField(spec, field)?.name ?? []))];
  if (!names.length) return null;
  return (
    <p className="fx-notice" role="status">
      {t('desk:conflict.taken', { fields: names.map(words.label).join('、') })}
    </p>
  );
}
