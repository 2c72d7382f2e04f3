import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AchievementView } from '../../../../server/contracts/achievements.contract.ts';
import { Sheet } from '../../components/dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { QueryView } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { TrlStars } from '../../components/trl-stars.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatDate, formatPrice } from '../../lib/format.ts';
import { indicatorValue } from '../../lib/indicator.ts';
import { paths } from '../../lib/paths.ts';
import { achievementQuery } from './curation.queries.ts';
import './drawers.css';

function Rights({ record }: { record: AchievementView }) {
  const { t } = useTranslation();
  const { label, labels } = useCodes();
  const rights = record.content.ip ?? [];
  if (!rights.length) return null;
  return (
    <section>
      <h3>{t('curation:record.rights')}</h3>
      <ul className="cu-inds">
        {rights.map((right) => (
          <li key={`${right.ipType} ${right.number} ${right.title}`}>
            <span>
              {label('IP_TYPE', right.ipType)} {right.title}
              <small>{right.number}</small>
            </span>
            <strong>
              {label('IP_LEGAL_STATUS', right.legalStatus)}
              {right.encumbrances.some((code) => code !== 'NONE') ? (
                <small className="cu-urgent">{labels('ENCUMBRANCE', right.encumbrances)}</small>
              ) : null}
            </strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Record({ record }: { record: AchievementView }) {
  const { t } = useTranslation();
  const { labels } = useCodes();
  const { content } = record;
  return (
    <div className="cu-drawer">
      <h3 className="cu-drawer__title">{content.title}</h3>
      <p className="cu-demand__meta">
        <span className="fx-num">{record.code}</span>
        <StatusTag table="ACHIEVEMENT_STATUS" code={record.status} />
        <TrlStars trl={content.trl} withName />
      </p>
      <p className="cu-dim">
        {record.organisationName}
        {record.teamName ? ` · ${record.teamName}` : ''} · {record.regionLabel}
      </p>
      <p className="cu-text">{content.summary}</p>
      {content.description ? <p className="cu-text">{content.description}</p> : null}
      {content.confidential ? (
        <section className="cu-confidential">
          <h3>
            <Icon name="lock" size={14} />
            {t('curation:demand.confidential')}
          </h3>
          <p className="cu-text">{content.confidential}</p>
        </section>
      ) : null}
      {content.indicators?.length ? (
        <section>
          <h3>{t('curation:demand.indicators')}</h3>
          <ul className="cu-inds">
            {content.indicators.map((row) => (
              <li key={`${row.name} ${row.value} ${row.textValue}`}>
                <span>{row.name}</span>
                <strong className="fx-num">
                  {indicatorValue(row) ?? t('introductions:evidence.indicator.notGiven')}
                </strong>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Rights record={record} />
      <dl className="cu-facts">
        <div>
          <dt>{t('curation:demand.mode')}</dt>
          <dd>{labels('COOP_MODE', content.cooperationModes)}</dd>
        </div>
        <div>
          <dt>{t('curation:record.price')}</dt>
          <dd>
            {content.priceMode
              ? formatPrice({ mode: content.priceMode, min: content.priceMin, max: content.priceMax })
              : ''}
          </dd>
        </div>
        <div>
          <dt>{t('curation:record.confirmed')}</dt>
          <dd>{formatDate(record.confirmedAt ?? record.publishedAt)}</dd>
        </div>
      </dl>
      <Link className="fx-btn fx-btn--small" to={paths.achievement(record.id)} target="_blank">
        {t('curation:record.page')}
      </Link>
    </div>
  );
}

/** The whole achievement beside the list, so that the place in the work is kept. */
export function RecordDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({ ...achievementQuery(id ?? ''), enabled: id !== null });
  return (
    <Sheet open={id !== null} onClose={onClose} side="right" title={t('curation:record.title')}>
      <QueryView query={query} lines={8}>
        {(record) => <Record record={record} />}
      </QueryView>
    </Sheet>
  );
}
