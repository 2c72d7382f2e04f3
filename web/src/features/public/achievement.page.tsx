import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { AchievementView } from '../../../../server/contracts/achievements.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { TrlStars } from '../../components/trl-stars.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatDate, formatPrice } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { Facts, Indicators, PageTools, Prose, Section, Tags, Withheld } from './detail/detail-parts.tsx';
import { IpList } from './detail/ip-list.tsx';
import { useOffers } from './detail/use-offers.ts';
import { achievementQuery } from './public.queries.ts';

function Side({ view }: { view: AchievementView }) {
  const { t } = useTranslation();
  const { label, labels } = useCodes();
  const { mayPose } = useOffers();
  const { content } = view;
  const price = content.priceMode
    ? formatPrice({ mode: content.priceMode, min: content.priceMin, max: content.priceMax })
    : null;
  return (
    <aside className="fx-detail__aside" aria-label={t('public:detail.key')}>
      <div className="fx-detail__section">
        <h2>{t('public:detail.key')}</h2>
        <Facts
          rows={[
            [
              t('public:field.organisation'),
              <Link key="organisation" to={paths.organisation(view.organisationId)}>
                {view.organisationName}
              </Link>,
            ],
            [t('public:field.region'), view.regionLabel],
            [
              t('public:field.team'),
              view.teamId && view.teamName ? (
                <Link key="team" to={paths.team(view.teamId)}>
                  {view.teamName}
                </Link>
              ) : (
                view.teamName
              ),
            ],
            [t('public:field.cooperation'), labels('COOP_MODE', content.cooperationModes)],
            [t('public:field.price'), price],
            [t('public:field.equity'), content.equityPct == null ? null : `${content.equityPct}%`],
            [t('public:field.rights'), label('TRANSFER_RIGHTS', content.transferRights)],
            [t('public:field.confirmed'), view.confirmedAt ? formatDate(view.confirmedAt) : null],
          ]}
        />
      </div>
      {mayPose ? (
        <div className="fx-detail__section fx-no-print">
          <p>{t('public:detail.achievementAsk')}</p>
          <p className="fx-detail__way">
            <Link className="fx-btn fx-btn--amber" to={paths.deskDemandNew}>
              {t('public:home.poseDemand')}
            </Link>
          </p>
        </div>
      ) : null}
    </aside>
  );
}

function Body({ view }: { view: AchievementView }) {
  const { t } = useTranslation();
  const { label, labels, industry } = useCodes();
  const { content } = view;
  const isStale = view.staleAt !== null && Date.parse(view.staleAt) < Date.now();
  return (
    <>
      <PageHeader
        title={content.title ?? view.code}
        crumbs={[{ label: t('common:nav.achievements'), to: paths.achievements }]}
        extra={
          <p className="fx-detail__line">
            <span className="fx-detail__code fx-num">{view.code}</span>
            <StatusTag table="ACHIEVEMENT_STATUS" code={view.status} />
            <TrlStars trl={content.trl ?? content.trlMax} withName />
            {isStale ? <span className="fx-tag fx-tag--amber">{t('public:card.stale')}</span> : null}
          </p>
        }
        actions={
          <>
            {view.canEdit ? (
              <Link className="fx-btn fx-btn--small fx-btn--primary" to={paths.deskAchievementEdit(view.id)}>
                {t('common:action.edit')}
              </Link>
            ) : null}
            <PageTools />
          </>
        }
      />
      <div className="fx-detail__grid">
        <div className="fx-detail__main">
          <Section title={t('public:field.summary')}>
            <Prose text={content.summary || t('public:detail.noSummary')} />
            <Tags items={content.keywords} />
          </Section>
          {content.description ? (
            <Section title={t('public:field.description')}>
              <Prose text={content.description} />
            </Section>
          ) : null}
          <Withheld fields={view.withheld} />
          {content.indicators?.length ? (
            <Section title={t('public:field.indicators')}>
              <Indicators items={content.indicators} isRequirement={false} />
            </Section>
          ) : null}
          {content.ip?.length ? (
            <Section title={t('public:field.ip')}>
              <IpList items={content.ip} />
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
                  [t('public:field.form'), labels('ACHIEVEMENT_FORM', content.form)],
                  [t('public:field.stage'), label('STAGE', content.stage)],
                  [t('public:field.application'), label('APPLICATION_STATE', content.applicationState)],
                  [t('public:field.trlEvidence'), content.trlEvidence],
                  [
                    t('public:field.levelClaim'),
                    content.levelClaim
                      ? [label('LEVEL_CLAIM', content.levelClaim), content.levelClaimDocument]
                          .filter(Boolean)
                          .join(' · ')
                      : null,
                  ],
                  [t('public:field.completion'), content.completionDate],
                  [t('public:field.registrationNo'), content.registrationNo],
                  [t('public:field.funding'), label('FUNDING_SOURCE', content.fundingSource)],
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

export default function AchievementPage() {
  const { id = '' } = useParams();
  const query = useQuery(achievementQuery(id));
  return (
    <div className="fx-wide fx-detail">
      <QueryView query={query} lines={8}>
        {(view) => <Body view={view} />}
      </QueryView>
    </div>
  );
}
