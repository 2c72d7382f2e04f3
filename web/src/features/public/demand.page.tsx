import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { DemandView } from '../../../../server/contracts/demands.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { ContactReveal } from '../../components/record/contact-reveal.tsx';
import { QueryView } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatDate, formatPrice } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { Facts, Indicators, PageTools, Prose, Section, Tags, Withheld } from './detail/detail-parts.tsx';
import { useOffers } from './detail/use-offers.ts';
import { demandQuery } from './public.queries.ts';
import { Deadline } from './search/result-card.tsx';

function Side({ view }: { view: DemandView }) {
  const { t } = useTranslation();
  const { label, labels } = useCodes();
  const { mayAdd } = useOffers();
  const { content } = view;
  const trl = (level: number | null | undefined) =>
    level == null ? null : `TRL ${level} ${label('TRL', String(level))}`;
  return (
    <aside className="fx-detail__aside" aria-label={t('public:detail.key')}>
      <div className="fx-detail__section">
        <h2>{t('public:detail.key')}</h2>
        <Facts
          rows={[
            [
              t('public:field.poser'),
              view.organisationId ? (
                <Link key="organisation" to={paths.organisation(view.organisationId)}>
                  {view.ownerLabel}
                </Link>
              ) : (
                view.ownerLabel
              ),
            ],
            [t('public:field.region'), view.regionLabel],
            [
              t('public:field.budget'),
              content.budgetMode
                ? formatPrice({ mode: content.budgetMode, min: content.budgetMin, max: content.budgetMax })
                : null,
            ],
            [t('public:field.deadline'), content.deadlineAnswer ? formatDate(content.deadlineAnswer) : null],
            [t('public:field.neededBy'), content.neededBy ? formatDate(content.neededBy) : null],
            [t('public:field.cooperation'), labels('COOP_MODE', content.cooperationModes)],
            [t('public:field.targetTrl'), trl(content.targetTrl)],
            [t('public:field.acceptMinTrl'), trl(content.acceptMinTrl)],
            [t('public:field.ipExpectation'), label('IP_EXPECTATION', content.ipExpectation)],
            [t('public:field.regionPreference'), label('REGION_PREFERENCE', content.regionPreference)],
          ]}
        />
        <ContactReveal key={view.id} kind="demands" id={view.id} access={view.contactAccess} />
      </div>
      {mayAdd ? (
        <div className="fx-detail__section fx-no-print">
          <p>{t('public:detail.demandAsk')}</p>
          <p className="fx-detail__way">
            <Link className="fx-btn fx-btn--amber" to={paths.deskAchievementNew}>
              {t('public:home.addAchievement')}
            </Link>
          </p>
        </div>
      ) : null}
    </aside>
  );
}

function Body({ view }: { view: DemandView }) {
  const { t } = useTranslation();
  const { label, labels, industry } = useCodes();
  const { content } = view;
  return (
    <>
      <PageHeader
        title={content.title ?? view.code}
        crumbs={[{ label: t('common:nav.demands'), to: paths.demands }]}
        extra={
          <p className="fx-detail__line">
            <span className="fx-detail__code fx-num">{view.code}</span>
            <StatusTag table="DEMAND_STATUS" code={view.status} />
            {content.demandKind ? <span className="fx-tag">{label('DEMAND_KIND', content.demandKind)}</span> : null}
            {content.urgency === 'HIGH' ? (
              <span className="fx-tag fx-tag--amber">{t('public:card.urgent')}</span>
            ) : null}
            {content.deadlineAnswer ? <Deadline day={content.deadlineAnswer} /> : null}
          </p>
        }
        actions={
          <>
            {view.canEdit ? (
              <Link className="fx-btn fx-btn--small fx-btn--primary" to={paths.deskDemandEdit(view.id)}>
                {t('common:action.edit')}
              </Link>
            ) : null}
            <PageTools />
          </>
        }
      />
      <div className="fx-detail__grid">
        <div className="fx-detail__main">
          {content.summary || !content.problem ? (
            <Section title={t('public:field.demandSummary')}>
              <Prose text={content.summary || t('public:detail.noSummary')} />
              <Tags items={content.keywords} />
            </Section>
          ) : null}
          {content.problem ? (
            <Section title={t('public:field.problem')}>
              <Prose text={content.problem} />
            </Section>
          ) : null}
          {content.background ? (
            <Section title={t('public:field.background')}>
              <Prose text={content.background} />
            </Section>
          ) : null}
          <Withheld fields={view.withheld} />
          {content.indicators?.length ? (
            <Section title={t('public:field.indicators')}>
              <Indicators items={content.indicators} isRequirement />
            </Section>
          ) : null}
          <Section title={t('public:detail.classes')}>
            <div className="fx-facts--wide">
              <Facts
                rows={[
                  [t('public:field.hti'), label('HTI', content.hti)],
                  [t('public:field.chain'), labels('LAOSHAN_CHAIN', content.chainCodes)],
                  [t('public:field.industry'), content.industryCodes?.map(industry).join(t('public:search.comma'))],
                  [t('public:field.scenes'), content.scenes?.join(t('public:search.comma'))],
                  [t('public:field.partnerConditions'), content.partnerConditions],
                  [t('public:field.published'), view.publishedAt ? formatDate(view.publishedAt) : null],
                ]}
              />
            </div>
          </Section>
          {content.confidential ? (
            <Section title={t('public:field.confidential')}>
              <Prose text={content.confidential} />
            </Section>
          ) : null}
        </div>
        <Side view={view} />
      </div>
    </>
  );
}

export default function DemandPage() {
  const { id = '' } = useParams();
  const query = useQuery(demandQuery(id));
  return (
    <div className="fx-wide fx-detail">
      <QueryView query={query} lines={8}>
        {(view) => <Body view={view} />}
      </QueryView>
    </div>
  );
}
