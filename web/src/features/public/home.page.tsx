import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PublicOverview, SearchCard } from '../../../../server/contracts/search.contract.ts';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatDateTime } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useOffers } from './detail/use-offers.ts';
import { Hero } from './home/hero.tsx';
import { overviewQuery } from './public.queries.ts';
import { ResultCard } from './search/result-card.tsx';
import './search/search.css';
import './home/home.css';

function Latest({ title, to, cards }: { title: string; to: string; cards: readonly SearchCard[] | undefined }) {
  const { t } = useTranslation();
  return (
    <section className="fx-latest" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Link to={to}>{t('public:home.all')}</Link>
      </header>
      {cards === undefined ? <Loading lines={6} /> : null}
      {cards?.length === 0 ? <Empty title={t('public:home.nothingYet')} /> : null}
      {cards?.map((card) => (
        <ResultCard key={card.id} card={card} level={3} isBrief />
      ))}
    </section>
  );
}

/** Supply against demand in each chain: where the balance tips is where work is. */
function Chains({ chains }: { chains: PublicOverview['chains'] }) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const most = Math.max(1, ...chains.flatMap((chain) => [chain.achievements, chain.demands]));
  return (
    <section className="fx-chains" aria-labelledby="chains-title">
      <h2 id="chains-title">{t('public:home.chains')}</h2>
      <p>{t('public:home.chainsNote')}</p>
      <ul>
        {chains.map((chain) => (
          <li key={chain.code}>
            <h3>{label('LAOSHAN_CHAIN', chain.code)}</h3>
            {(['achievements', 'demands'] as const).map((key) => (
              <Link
                key={key}
                className={`fx-chains__bar fx-chains__bar--${key}`}
                to={`${paths[key]}?chain=${chain.code}`}
              >
                <span className="fx-chains__name">{t(`public:figure.${key}`)}</span>
                <span className="fx-chains__track" aria-hidden="true">
                  <span style={{ width: `${(chain[key] / most) * 100}%` }} />
                </span>
                <span className="fx-chains__value fx-num">{chain[key]}</span>
              </Link>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Steps() {
  const { t } = useTranslation();
  const { mayPose, mayAdd } = useOffers();
  return (
    <section className="fx-steps fx-on-night" aria-labelledby="steps-title">
      <div className="fx-wide">
        <h2 id="steps-title">{t('public:home.steps')}</h2>
        <ol>
          {([1, 2, 3, 4] as const).map((step) => (
            <li key={step}>
              <h3>{t(`public:home.step${step}.title`)}</h3>
              <p>{t(`public:home.step${step}.text`)}</p>
            </li>
          ))}
        </ol>
        <p className="fx-steps__ways">
          {mayPose ? (
            <Link className="fx-btn fx-btn--amber" to={paths.deskDemandNew}>
              {t('public:home.poseDemand')}
            </Link>
          ) : null}
          {mayAdd ? (
            <Link className="fx-btn fx-steps__ghost" to={paths.deskAchievementNew}>
              {t('public:home.addAchievement')}
            </Link>
          ) : null}
        </p>
      </div>
    </section>
  );
}

export default function HomePage() {
  const { t } = useTranslation();
  const overview = useQuery(overviewQuery);
  const data = overview.data;
  return (
    <>
      <Hero overview={data} />
      <div className="fx-wide">
        {overview.error && !data ? (
          <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
        ) : (
          <>
            <div className="fx-home__latest">
              <Latest
                title={t('public:home.latestDemands')}
                to={`${paths.demands}?sort=newest`}
                cards={data?.latestDemands}
              />
              <Latest
                title={t('public:home.latestAchievements')}
                to={`${paths.achievements}?sort=newest`}
                cards={data?.latestAchievements}
              />
            </div>
            {data?.chains.length ? <Chains chains={data.chains} /> : null}
            {data ? <p className="fx-home__asof">{t('public:home.asOf', { at: formatDateTime(data.asOf) })}</p> : null}
          </>
        )}
      </div>
      <Steps />
    </>
  );
}
