import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SearchCard } from '../../../../../server/contracts/search.contract.ts';
import { Highlighted } from '../../../components/highlighted.tsx';
import { TrlStars } from '../../../components/trl-stars.tsx';
import { useCodes } from '../../../lib/code-label.ts';
import { daysUntil, formatDate, formatPrice } from '../../../lib/format.ts';
import { paths } from '../../../lib/paths.ts';

export const linkOf = (card: Pick<SearchCard, 'kind' | 'id'>): string =>
  card.kind === 'achievement'
    ? paths.achievement(card.id)
    : card.kind === 'demand'
      ? paths.demand(card.id)
      : paths.organisation(card.id);

export function Deadline({ day }: { day: string }) {
  const { t } = useTranslation();
  const left = daysUntil(day);
  const words =
    left < 0
      ? t('public:deadline.past')
      : left === 0
        ? t('public:deadline.today')
        : t('public:deadline.left', { count: left });
  return (
    <span className={`fx-tag${left >= 0 && left <= 14 ? ' fx-tag--amber' : ''}`}>
      {t('public:deadline.until', { day: formatDate(day) })} · {words}
    </span>
  );
}

function Parts({ card }: { card: SearchCard }) {
  const { t } = useTranslation();
  const parts = Object.entries(card.parts).filter(([, value]) => value !== 0);
  if (!parts.length) return null;
  return (
    <details className="fx-hit__why">
      <summary>{t('public:search.why')}</summary>
      <dl>
        {parts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`public:part.${name}`, { defaultValue: name })}</dt>
            <dd className="fx-num">{value.toFixed(2)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** One hit. `isBrief` is the form for the home page. */
export function ResultCard({
  card,
  level = 2,
  isBrief = false,
  withParts = false,
}: {
  card: SearchCard;
  level?: 2 | 3;
  isBrief?: boolean;
  withParts?: boolean;
}) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const Heading = level === 2 ? 'h2' : 'h3';
  const modes = isBrief ? [] : card.cooperationModes.map((mode) => label('COOP_MODE', mode));
  const price = card.priceLabel ? formatPrice(card.priceLabel) : null;
  return (
    <article className={`fx-hit${isBrief ? ' fx-hit--brief' : ''}`}>
      <Heading className="fx-hit__title">
        <Link to={linkOf(card)}>
          <Highlighted text={card.title} spans={card.titleSpans} />
        </Link>
      </Heading>
      <p className="fx-hit__meta">
        {card.kind === 'organisation' ? <span>{label('ORG_TYPE', card.orgType)}</span> : <span>{card.ownerLabel}</span>}
        {card.regionLabel ? <span>{card.regionLabel}</span> : null}
        {card.hti && !isBrief ? <span>{label('HTI', card.hti)}</span> : null}
        {card.publishedAt && card.kind !== 'organisation' ? (
          <span className="fx-num">{formatDate(card.publishedAt)}</span>
        ) : null}
      </p>
      {card.snippet ? (
        <p className="fx-hit__text">
          <Highlighted text={card.snippet} spans={card.snippetSpans} />
        </p>
      ) : null}
      <div className="fx-hit__foot">
        {card.kind === 'achievement' ? <TrlStars trl={card.trl} withName={!isBrief} /> : null}
        {card.kind === 'demand' && card.deadlineAnswer ? <Deadline day={card.deadlineAnswer} /> : null}
        {price && !modes.includes(price) ? (
          <span className="fx-hit__price fx-num">
            {card.kind === 'demand' ? t('public:card.budget', { price }) : price}
          </span>
        ) : null}
        {card.chainCodes.map((code) => (
          <span key={code} className="fx-tag fx-tag--blue">
            {label('LAOSHAN_CHAIN', code)}
          </span>
        ))}
        {modes.map((mode) => (
          <span key={mode} className="fx-tag">
            {mode}
          </span>
        ))}
        {card.isStale ? <span className="fx-tag fx-tag--amber">{t('public:card.stale')}</span> : null}
        {withParts ? <Parts card={card} /> : null}
      </div>
    </article>
  );
}
