import { useTranslation } from 'react-i18next';
import { isChanged } from './draft-logic.ts';
import type { Content, FieldLevel, FieldSpec, RecordSpec } from './field-spec.ts';
import { LevelBadge } from './level-badge.tsx';
import { useRecordWords } from './use-record-words.ts';
import { hasValue, type TextSpan, ValueView } from './value-view.tsx';
import './record.css';

interface RecordSheetProps {
  spec: RecordSpec;
  content: Content;
  findings?: readonly (TextSpan & { field: string })[];
  missing?: readonly { field: string; message: string }[];
  /** The published copy, when this is its revision: changed fields show both. */
  before?: Content | null;
  /** Fields that the server kept back from this reader: an empty value does not mean that nothing was filled in. */
  withheld?: readonly string[];
  /** Leave fields above this level out. */
  upTo?: FieldLevel;
  /** As a reader sees it, without the marks that are for the author. */
  isPlain?: boolean;
  /** Fields without a value are left out. */
  isCompact?: boolean;
}

const LONG: readonly FieldSpec['kind'][] = ['text', 'indicators', 'patents'];
const ORDER: Readonly<Record<FieldLevel, number>> = { L0: 0, L1: 1, L2: 2 };

/** All fields of a record for reading, in the groups of the wizard. */
export function RecordSheet({
  spec,
  content,
  findings = [],
  missing = [],
  withheld = [],
  before,
  upTo,
  isCompact,
  isPlain,
}: RecordSheetProps) {
  const { t } = useTranslation('desk');
  const words = useRecordWords(spec);
  const isShown = (field: FieldSpec): boolean => {
    if (upTo && ORDER[field.level] > ORDER[upTo]) return false;
    if (isCompact && !hasValue(field, content)) return missing.some((item) => item.field === field.name);
    return !field.when || field.when(content) || hasValue(field, content);
  };
  return (
    <div className="rc-sheet">
      {spec.steps.map((step) => {
        const fields = step.fields.filter(isShown);
        if (!fields.length) return null;
        return (
          <section key={step.key}>
            <h3>{words.step(step.key)}</h3>
            <dl>
              {fields.map((field) => {
                const isNew = before
                  ? isChanged(field.name, before[field.name], content[field.name]) ||
                    (field.upper ? isChanged(field.upper, before[field.upper], content[field.upper]) : false)
                  : false;
                const lacks = missing.filter((item) => item.field === field.name || item.field === field.upper);
                return (
                  <div
                    key={field.name}
                    className={`rc-sheet__row${isNew ? ' is-changed' : ''}${field.name === 'title' || LONG.includes(field.kind) ? ' is-long' : ''}`}
                  >
                    <dt>
                      {words.label(field.name)}
                      {isPlain ? null : <LevelBadge level={field.level} />}
                    </dt>
                    <dd>
                      {isNew && before ? (
                        <del>
                          <span className="fx-sr">{t('desk:diff.before')}</span>
                          <ValueView field={field} content={before} />
                        </del>
                      ) : null}
                      {isNew ? <span className="fx-sr">{t('desk:diff.after')}</span> : null}
                      {withheld.includes(field.name) && !hasValue(field, content) ? (
                        <span className="rc-quiet">{t('desk:record.withheld')}</span>
                      ) : lacks.length && !hasValue(field, content) ? null : (
                        <ValueView
                          field={field}
                          content={content}
                          spans={findings.filter((item) => item.field === field.name)}
                        />
                      )}
                      {lacks.length ? (
                        <p className="rc-field__missing">
                          {lacks.map((item) => words.missing(item.message, item.field)).join('；')}
                        </p>
                      ) : null}
                    </dd>
                  </div>
                );
              })}
            </dl>
          </section>
        );
      })}
    </div>
  );
}
