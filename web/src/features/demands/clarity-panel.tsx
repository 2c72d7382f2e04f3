import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Clarity, DemandContent } from '../../../../server/contracts/demands.contract.ts';
import type { Content } from '../../components/record/field-spec.ts';
import { validPart } from '../../components/record/wizard-port.ts';
import { api } from '../../lib/api-client.ts';
import './clarity.css';

const clarityQuery = (content: Content) =>
  queryOptions({
    queryKey: ['clarity', content],
    queryFn: ({ signal }) => api.post<Clarity>('/demands/clarity', content, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    placeholderData: (previous) => previous,
  });

/** The score of what stands in the form now, a moment after the last key. */
export function useClarity(content: Content, first?: Clarity): { clarity: Clarity | undefined; isStale: boolean } {
  const [settled, setSettled] = useState(content);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(content), 700);
    return () => clearTimeout(timer);
  }, [content]);
  const query = useQuery(clarityQuery(validPart(DemandContent.shape, settled)));
  return { clarity: query.data ?? first, isStale: query.isFetching || query.isError };
}

const PART_FIELDS: Readonly<Record<string, string>> = {
  problem: 'problem',
  scene: 'scenes',
  indicators: 'indicators',
  budget: 'budgetMode',
  deadline: 'neededBy',
};

/** How clear the demand is, in five parts that say what was found and what would raise them. */
export function ClarityPanel({ clarity, onJump }: { clarity: Clarity; onJump?: (field: string) => void }) {
  const { t } = useTranslation('demands');
  const say = (code: string, params: Record<string, string>): string =>
    t(`demands:clarity.code.${code}`, { ...params, defaultValue: code });
  return (
    <section className="cl" aria-labelledby="cl-title">
      <h2 id="cl-title">
        {t('demands:clarity.title')}
        <span className="cl__total">
          <b>{clarity.total}</b>/100
        </span>
      </h2>
      <p className="cl__word">
        {t(`demands:clarity.level.${clarity.total >= 80 ? 'good' : clarity.total >= 55 ? 'fair' : 'low'}`)}
      </p>
      <ul>
        {clarity.parts.map((part) => {
          const points = Math.round(part.score * part.weight);
          const advice = part.advice.filter((item) => item.code !== 'problem.length' || part.score < 1);
          return (
            <li key={part.key}>
              <div className="cl__head">
                {onJump ? (
                  <button type="button" className="rc-link" onClick={() => onJump(PART_FIELDS[part.key] ?? part.key)}>
                    {t(`demands:clarity.part.${part.key}`)}
                  </button>
                ) : (
                  <b>{t(`demands:clarity.part.${part.key}`)}</b>
                )}
                <span>
                  {points}/{part.weight}
                </span>
              </div>
              <div className="cl__bar" aria-hidden="true">
                <span style={{ inlineSize: `${Math.round(part.score * 100)}%` }} />
              </div>
              {advice.length ? (
                <ul className="cl__advice">
                  {advice.map((item) => (
                    <li key={item.code}>{say(`${item.code}`, item.params)}</li>
                  ))}
                </ul>
              ) : (
                <p className="cl__fine">{t('demands:clarity.fine')}</p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
