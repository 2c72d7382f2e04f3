import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content, FieldLevel, RecordSpec } from './field-spec.ts';
import { fieldsNaming, readerCopy } from './reader-view.ts';
import { RecordSheet } from './record-sheet.tsx';
import { useRecordWords } from './use-record-words.ts';
import './record-list.css';
import './record-page.css';

const LEVELS: readonly FieldLevel[] = ['L0', 'L1', 'L2'];

/** The record as the public, verified accounts and an agreed counterpart will read it. */
export function ReaderPreview({
  spec,
  content,
  owner,
  firmNames = [],
}: {
  spec: RecordSpec;
  content: Content;
  owner: string;
  firmNames?: readonly string[];
}) {
  const { t } = useTranslation('desk');
  const words = useRecordWords(spec);
  const [level, setLevel] = useState<FieldLevel>('L0');
  const isHidden = content.isAnonymous === true && level !== 'L2';
  const naming = content.isAnonymous === true ? fieldsNaming(spec, content, firmNames) : [];
  return (
    <div className="rc-preview">
      <div className="rc-tabs" role="radiogroup" aria-label={t('desk:preview.as')}>
        {LEVELS.map((item) => (
          <label key={item}>
            <input type="radio" name="preview-level" checked={level === item} onChange={() => setLevel(item)} />
            <span>{t(`desk:preview.${item}`)}</span>
          </label>
        ))}
      </div>
      {naming.length ? (
        <p className="fx-notice fx-notice--amber">
          {t('desk:preview.naming', { fields: naming.map(words.label).join('、') })}
        </p>
      ) : null}
      <article className="rc-preview__card">
        <p className="rc-preview__owner">{isHidden ? t('desk:preview.alias') : owner}</p>
        <RecordSheet
          spec={spec}
          content={readerCopy(spec, content, level, { names: firmNames, mask: t('desk:preview.mask') })}
          isCompact
          isPlain
        />
      </article>
    </div>
  );
}
