import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchEvidence as Evidence } from '../../../../server/contracts/matching.contract.ts';
import { useCodes } from '../../lib/code-label.ts';
import { Highlighted } from '../highlighted.tsx';
import { Icon } from '../icon.tsx';
import { IndicatorTable } from './indicator-table.tsx';
import './matching.css';

type Side = 'demand' | 'achievement';

type Passage = Evidence['passages'][number];
const isPrivate = (level: Passage['level']): boolean => level !== 'L0' && level !== 'L1';

/** The same words in two fields, such as a problem that is its own summary, are shown once under both names. */
export function mergedPassages(passages: readonly Passage[]): (Omit<Passage, 'field'> & { fields: string[] })[] {
  const merged = new Map<string, Omit<Passage, 'field'> & { fields: string[] }>();
  for (const { field, ...rest } of passages) {
    const key = `${isPrivate(rest.level) ? rest.level : ''} ${rest.text}`;
    const known = merged.get(key);
    if (known) known.fields.push(field);
    else merged.set(key, { ...rest, fields: [field] });
  }
  return [...merged.values()];
}

function Passages({ evidence, side }: { evidence: Evidence; side: Side }) {
  const { t } = useTranslation('introductions');
  const { label } = useCodes();
  const passages = mergedPassages(evidence.passages.filter((passage) => passage.side === side));
  return (
    <div className="mt-side">
      <h4>{t(`introductions:evidence.side.${side}`)}</h4>
      {passages.length ? (
        passages.map((passage) => (
          <blockquote key={`${passage.fields.join(' ')} ${passage.text}`}>
            <p>
              <Highlighted text={passage.text} spans={passage.spans} />
            </p>
            <footer>
              {passage.fields
                .map((field) => t(`introductions:evidence.field.${field}`, { defaultValue: field }))
                .join(t('introductions:evidence.comma'))}
              {isPrivate(passage.level) ? (
                <span className="mt-private">
                  <Icon name="lock" size={12} />
                  {label('DISCLOSURE_LEVEL', passage.level)}
                </span>
              ) : null}
            </footer>
          </blockquote>
        ))
      ) : (
        <p className="mt-quiet">{t('introductions:evidence.noPassages')}</p>
      )}
    </div>
  );
}

/** Nine factors with weight, score and reason: a score without a reason is not shown anywhere. */
function Factors({ factors }: { factors: Evidence['factors'] }) {
  const { t } = useTranslation('introductions');
  return (
    <ul className="mt-factors">
      {factors.map((factor) => (
        <li key={factor.name}>
          <span className="mt-factors__name">{factor.label}</span>
          <span
            className={`fx-num mt-factors__score${factor.score < 0.35 ? ' is-low' : ''}`}
            title={t('introductions:evidence.factorTitle', { weight: factor.weight })}
          >
            {(factor.score * factor.weight).toFixed(factor.score * factor.weight >= 10 ? 0 : 1)}
            <small>/{factor.weight}</small>
          </span>
          <span className="mt-factors__why">{factor.reason}</span>
        </li>
      ))}
    </ul>
  );
}

function Parts({ parts }: { parts: Evidence['parts'] }) {
  const { t } = useTranslation('introductions');
  return (
    <table className="mt-parts">
      <thead>
        <tr>
          <th scope="col">{t('introductions:evidence.part.name')}</th>
          <th scope="col">{t('introductions:evidence.part.value')}</th>
          <th scope="col">{t('introductions:evidence.part.weight')}</th>
          <th scope="col">{t('introductions:evidence.part.contribution')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.name}>
            <th scope="row">{part.label}</th>
            <td className="fx-num">{part.value.toFixed(3)}</td>
            <td className="fx-num">{part.weight.toFixed(3)}</td>
            <td className="fx-num">{part.contribution.toFixed(3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MatchEvidenceProps {
  evidence: Evidence;
  /** Model and time, placed under the score parts. */
  made?: ReactNode;
  /** Opens “why this score”. */
  isWhyOpen?: boolean;
}

/**
 * Why two records were brought together, as far as the reader may know: shared wordings on both sides, indicators,
 * factors of feasibility with reasons, parts of the score. Takes `MatchView.evidence` as the server sent it.
 */
export function MatchEvidence({ evidence, made, isWhyOpen = false }: MatchEvidenceProps) {
  const { t } = useTranslation('introductions');
  const id = useId();
  return (
    <div className="mt-evidence">
      {evidence.stop ? (
        <p className="mt-stop" role="note">
          <Icon name="warn" size={18} />
          <span>
            <strong>{t('introductions:evidence.stop')}</strong> {evidence.stop}
          </span>
        </p>
      ) : null}
      <section aria-labelledby={`${id}-t`}>
        <h3 id={`${id}-t`}>{t('introductions:evidence.shared')}</h3>
        {evidence.terms.length ? (
          <ul className="mt-terms" aria-label={t('introductions:evidence.terms')}>
            {evidence.terms.map(({ term }) => (
              <li key={term}>
                <mark>{term}</mark>
              </li>
            ))}
          </ul>
        ) : null}
        <div className="mt-sides">
          <Passages evidence={evidence} side="demand" />
          <Passages evidence={evidence} side="achievement" />
        </div>
        {evidence.hiddenCount > 0 ? (
          <p className="mt-hidden">
            <Icon name="lock" size={14} />
            {t('introductions:evidence.hidden', { count: evidence.hiddenCount })}
          </p>
        ) : null}
      </section>
      <section aria-labelledby={`${id}-i`}>
        <h3 id={`${id}-i`}>{t('introductions:evidence.indicators')}</h3>
        <IndicatorTable rows={evidence.indicators} />
      </section>
      {evidence.factors.length ? (
        <section aria-labelledby={`${id}-f`}>
          <h3 id={`${id}-f`}>{t('introductions:evidence.factors')}</h3>
          <Factors factors={evidence.factors} />
        </section>
      ) : null}
      {evidence.parts.length || made ? (
        <details className="mt-why" open={isWhyOpen}>
          <summary>{t('introductions:evidence.why')}</summary>
          {evidence.parts.length ? <Parts parts={evidence.parts} /> : null}
          {made ? <p className="mt-quiet">{made}</p> : null}
        </details>
      ) : null}
    </div>
  );
}
