import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DemandView } from '../../../../server/contracts/demands.contract.ts';
import type { MatchView } from '../../../../server/contracts/matching.contract.ts';
import { Highlighted } from '../../components/highlighted.tsx';
import { Icon } from '../../components/icon.tsx';
import { QueryView } from '../../components/states.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { daysUntil, formatDate, formatPrice } from '../../lib/format.ts';
import { indicatorValue } from '../../lib/indicator.ts';
import { paths } from '../../lib/paths.ts';
import { demandQuery } from './curation.queries.ts';
import { marksIn } from './decision-ops.ts';
import './demand-pane.css';

type Passages = MatchView['evidence']['passages'];

/** Text of the demand with what the chosen candidate shares with it. */
function Marked({ text, field, passages }: { text: string; field: string; passages: Passages }) {
  return <Highlighted text={text} spans={marksIn(text, passages, field)} />;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return children ? (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  ) : null;
}

function ClarityBars({ clarity }: { clarity: DemandView['clarity'] }) {
  const { t } = useTranslation();
  return (
    <section className="cu-clarity" aria-label={t('curation:demand.clarityTitle')}>
      <h3>
        {t('curation:demand.clarityTitle')} <strong className="fx-num">{Math.round(clarity.total)}</strong>
      </h3>
      <ul>
        {clarity.parts.map((part) => (
          <li key={part.key}>
            <span>{t(`curation:demand.clarity.${part.key}`)}</span>
            <span className="cu-bar" aria-hidden="true">
              <span style={{ width: `${Math.round(part.score * 100)}%` }} />
            </span>
            <span className="fx-num">{Math.round(part.score * 100)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Indicators({ demand }: { demand: DemandView }) {
  const { t } = useTranslation();
  const rows = demand.content.indicators ?? [];
  if (!rows.length) return <p className="mt-quiet">{t('curation:demand.noIndicators')}</p>;
  return (
    <ul className="cu-inds">
      {rows.map((row) => (
        <li key={`${row.name} ${row.value} ${row.textValue}`}>
          <span>
            {row.name}
            {row.mandatory ? <span className="mt-must">{t('introductions:evidence.indicator.mandatory')}</span> : null}
          </span>
          <strong className="fx-num">
            {indicatorValue(row) ?? t('introductions:evidence.indicator.notGiven')}
            {row.condition ? <small>{row.condition}</small> : null}
          </strong>
        </li>
      ))}
    </ul>
  );
}

function Facts({ demand }: { demand: DemandView }) {
  const { t } = useTranslation();
  const { label, labels } = useCodes();
  const { content } = demand;
  const left = content.deadlineAnswer ? daysUntil(content.deadlineAnswer) : null;
  return (
    <dl className="cu-facts">
      <Fact name={t('curation:demand.budget')}>
        {content.budgetMode
          ? formatPrice({ mode: content.budgetMode, min: content.budgetMin, max: content.budgetMax })
          : ''}
      </Fact>
      <Fact name={t('curation:demand.deadline')}>
        {content.deadlineAnswer ? (
          <>
            {formatDate(content.deadlineAnswer)}
            {left === null ? null : (
              <span className={left < 0 ? 'cu-urgent' : 'cu-dim'}>
                {left < 0 ? t('curation:demand.overdue') : t('curation:demand.daysLeft', { count: left })}
              </span>
            )}
          </>
        ) : null}
      </Fact>
      <Fact name={t('curation:demand.neededBy')}>{formatDate(content.neededBy)}</Fact>
      <Fact name={t('curation:demand.mode')}>{labels('COOP_MODE', content.cooperationModes)}</Fact>
      <Fact name={t('curation:demand.minTrl')}>
        {content.acceptMinTrl ? `TRL ${content.acceptMinTrl} ${label('TRL', String(content.acceptMinTrl))}` : ''}
      </Fact>
      <Fact name={t('curation:demand.region')}>{label('REGION_PREFERENCE', content.regionPreference)}</Fact>
      <Fact name={t('curation:demand.kind')}>{label('DEMAND_KIND', content.demandKind)}</Fact>
      <Fact name={t('curation:demand.scenes')}>{(content.scenes ?? []).join('；')}</Fact>
      <Fact name={t('curation:demand.keywords')}>{(content.keywords ?? []).join('、')}</Fact>
      <Fact name={t('curation:demand.conditions')}>{content.partnerConditions}</Fact>
      <Fact name={t('curation:demand.manager')}>{demand.managerName ?? t('curation:demand.noManager')}</Fact>
    </dl>
  );
}

function Content({ demand, passages }: { demand: DemandView; passages: Passages }) {
  const { t } = useTranslation();
  const { labels } = useCodes();
  const { content } = demand;
  return (
    <>
      <p className="cu-demand__meta">
        <span className="fx-num">{demand.code}</span>
        <span>{demand.ownerLabel}</span>
        {content.isAnonymous ? <span className="fx-tag fx-tag--amber">{t('curation:demand.anonymous')}</span> : null}
        {content.urgency === 'HIGH' ? <span className="fx-tag fx-tag--bad">{t('curation:queue.urgent')}</span> : null}
        {content.chainCodes?.length ? <span>{labels('LAOSHAN_CHAIN', content.chainCodes)}</span> : null}
        <Link to={paths.demand(demand.id)} target="_blank">
          {t('curation:demand.open')}
        </Link>
      </p>
      <section>
        <h3>{t('curation:demand.problem')}</h3>
        <p className="cu-text">
          {content.problem ? (
            <Marked text={content.problem} field="problem" passages={passages} />
          ) : (
            (content.summary ?? t('curation:demand.noProblem'))
          )}
        </p>
      </section>
      {content.confidential ? (
        <section className="cu-confidential">
          <h3>
            <Icon name="lock" size={14} />
            {t('curation:demand.confidential')}
          </h3>
          <p className="cu-text">
            <Marked text={content.confidential} field="confidential" passages={passages} />
          </p>
        </section>
      ) : null}
      <section>
        <h3>{t('curation:demand.indicators')}</h3>
        <Indicators demand={demand} />
      </section>
      <Facts demand={demand} />
      <ClarityBars clarity={demand.clarity} />
      {content.background ? (
        <details className="mt-why">
          <summary>{t('curation:demand.background')}</summary>
          <p className="cu-text">{content.background}</p>
        </details>
      ) : null}
      {demand.withheld.length ? (
        <p className="mt-hidden">
          <Icon name="lock" size={14} />
          {t('curation:demand.withheld', { count: demand.withheld.length })}
        </p>
      ) : null}
    </>
  );
}

interface DemandPaneProps {
  demandId: string;
  /** Of the chosen candidate: its shared wordings are marked here. */
  passages: Passages;
  heading: React.RefObject<HTMLHeadingElement | null>;
}

/** Middle: what is asked for. */
export function DemandPane({ demandId, passages, heading }: DemandPaneProps) {
  const query = useQuery(demandQuery(demandId));
  return (
    <article className="cu-demand">
      <h2 ref={heading} tabIndex={-1}>
        {query.data ? <Marked text={query.data.content.title ?? ''} field="title" passages={passages} /> : '…'}
      </h2>
      <QueryView query={query} lines={8}>
        {(demand) => <Content demand={demand} passages={passages} />}
      </QueryView>
    </article>
  );
}
