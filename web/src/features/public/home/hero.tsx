import { type CSSProperties, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { PublicOverview, SearchKind } from '../../../../../server/contracts/search.contract.ts';
import { usePageTitle } from '../../../components/page-header.tsx';
import { useCodes } from '../../../lib/code-label.ts';
import { formatNumber } from '../../../lib/format.ts';
import { paths } from '../../../lib/paths.ts';
import { SearchBox } from '../search/search-box.tsx';
import { makeField } from './star-field.ts';
import { StarRiver } from './star-river.tsx';

const EMPTY = { achievements: 0, demands: 0, links: 0, chains: [] };

export function Hero({ overview }: { overview: PublicOverview | undefined }) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const navigate = useNavigate();
  const heading = usePageTitle('');
  const [kind, setKind] = useState<'achievement' | 'demand'>('achievement');
  const [focus, setFocus] = useState<string | null>(null);
  const counts = overview?.counts;
  const field = useMemo(
    () =>
      makeField(
        overview
          ? {
              achievements: overview.counts.achievements,
              demands: overview.counts.demands,
              links: overview.counts.matchesConfirmed,
              chains: overview.chains,
            }
          : EMPTY,
      ),
    [overview],
  );
  const search = (q: string): void =>
    void navigate(
      (kind === 'achievement' ? paths.achievements : paths.demands) + (q ? `?${new URLSearchParams({ q })}` : ''),
    );
  const figures: readonly [key: string, value: number | undefined, to: string | null][] = [
    ['achievements', counts?.achievements, paths.achievements],
    ['demands', counts?.demands, paths.demands],
    ['organisations', counts?.organisations, paths.organisations],
    ['teams', counts?.teams, null],
    ['matchesConfirmed', counts?.matchesConfirmed, null],
    ['introductions', counts?.introductions, null],
  ];
  return (
    <section className="fx-hero fx-on-night" aria-labelledby="hero-title">
      <StarRiver field={field} focus={focus} />
      <div className="fx-wide fx-hero__in">
        <div className="fx-hero__words">
          <h1 id="hero-title" ref={heading} tabIndex={-1}>
            <span>{t('public:home.title1')}</span> <span>{t('public:home.title2')}</span>
          </h1>
          <p className="fx-hero__lead">{t('public:home.lead')}</p>
          <fieldset className="fx-hero__kinds">
            <legend className="fx-sr">{t('public:search.kinds')}</legend>
            {(['achievement', 'demand'] as const satisfies readonly SearchKind[]).map((item) => (
              <label key={item} className={item === kind ? 'is-on' : ''}>
                <input
                  type="radio"
                  name="kind"
                  className="fx-sr"
                  checked={item === kind}
                  onChange={() => setKind(item)}
                />
                {t(`public:home.find.${item}`)}
              </label>
            ))}
          </fieldset>
          <SearchBox
            kind={kind}
            initial=""
            isLarge
            placeholder={t(`public:search.placeholder.${kind}`)}
            onSearch={search}
          />
        </div>
        {overview?.chains.length ? (
          <ul className="fx-hero__chains" aria-label={t('public:home.chains')}>
            {overview.chains.map((chain) => {
              const place = field.clusters.find((cluster) => cluster.code === chain.code);
              if (!place) return null;
              return (
                <li
                  key={chain.code}
                  style={{ '--x': `${place.x * 100}%`, '--y': `${place.y * 100}%` } as CSSProperties}
                >
                  <Link
                    to={`${paths.achievements}?chain=${chain.code}`}
                    onMouseEnter={() => setFocus(chain.code)}
                    onMouseLeave={() => setFocus(null)}
                    onFocus={() => setFocus(chain.code)}
                    onBlur={() => setFocus(null)}
                  >
                    <strong>{label('LAOSHAN_CHAIN', chain.code)}</strong>
                    <span className="fx-num">
                      {t('public:home.chainCounts', { achievements: chain.achievements, demands: chain.demands })}
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        ) : null}
        <dl className="fx-hero__figures">
          {figures.map(([key, value, to]) => (
            <div key={key}>
              <dt>{to ? <Link to={to}>{t(`public:figure.${key}`)}</Link> : t(`public:figure.${key}`)}</dt>
              <dd className="fx-num">{value === undefined ? '–' : formatNumber(value)}</dd>
            </div>
          ))}
        </dl>
        <p className="fx-hero__legend">
          {field.perStar === 1 ? t('public:home.legend') : t('public:home.legendMany', { value: field.perStar })}{' '}
          {field.links.length ? t('public:home.legendLinks') : ''}
        </p>
      </div>
    </section>
  );
}
