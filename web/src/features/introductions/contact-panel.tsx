import { useTranslation } from 'react-i18next';
import type { MatchView } from '../../../../server/contracts/matching.contract.ts';
import { Icon } from '../../components/icon.tsx';
import { type Introduction, isOpened, isWaiting } from './sides.ts';

/** Contacts of the other side, or why they are not shown. */
export function ContactPanel({ match, introduction }: { match: MatchView; introduction: Introduction }) {
  const { t } = useTranslation();
  const contact = introduction.counterpartContact;
  if (contact)
    return (
      <section className="in-contact is-open" aria-label={t('introductions:contact.title')}>
        <h2>{t('introductions:contact.title')}</h2>
        <dl>
          <div>
            <dt>{t('introductions:contact.name')}</dt>
            <dd>{contact.name || t('introductions:contact.notGiven')}</dd>
          </div>
          <div>
            <dt>{t('introductions:contact.mobile')}</dt>
            <dd className="fx-num">
              {contact.mobile ? (
                <a href={`tel:${contact.mobile}`}>{contact.mobile}</a>
              ) : (
                t('introductions:contact.notGiven')
              )}
            </dd>
          </div>
          <div>
            <dt>{t('introductions:contact.email')}</dt>
            <dd>
              {contact.email ? (
                <a href={`mailto:${contact.email}`}>{contact.email}</a>
              ) : (
                t('introductions:contact.notGiven')
              )}
            </dd>
          </div>
        </dl>
        <p className="mt-quiet">{t('introductions:contact.logged')}</p>
      </section>
    );
  const why =
    introduction.mySide === 'staff'
      ? 'staff'
      : isOpened(match) && introduction.exportQuestion === 'OPEN'
        ? 'export'
        : isOpened(match) && introduction.exportQuestion === 'REFUSED'
          ? 'exportRefused'
          : isOpened(match)
            ? 'missing'
            : isWaiting(match)
              ? 'waiting'
              : 'closed';
  return (
    <section className="in-contact" aria-label={t('introductions:contact.title')}>
      <h2>
        <Icon name="lock" size={16} />
        {t('introductions:contact.title')}
      </h2>
      <p>{t(`introductions:contact.why.${why}`)}</p>
    </section>
  );
}
