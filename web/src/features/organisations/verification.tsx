import { useTranslation } from 'react-i18next';
import type { OrganisationView } from '../../../../server/contracts/organisations.contract.ts';
import { formatDate } from '../../lib/format.ts';

const isExpired = (view: Pick<OrganisationView, 'verification'>, now = Date.now()): boolean =>
  view.verification !== null && new Date(view.verification.expiresAt).getTime() <= now;

/** Whether the organisation is verified, until when; the word says it, the colour repeats it. */
export function VerificationTag({ organisation }: { organisation: Pick<OrganisationView, 'verification'> }) {
  const { t } = useTranslation();
  const { verification } = organisation;
  if (!verification) return <span className="fx-tag fx-tag--amber">{t('organisations:verification.none')}</span>;
  if (isExpired(organisation))
    return (
      <span className="fx-tag fx-tag--bad">
        {t('organisations:verification.expired', { date: formatDate(verification.expiresAt) })}
      </span>
    );
  return (
    <span className="fx-tag fx-tag--ok">
      {t('organisations:verification.until', { date: formatDate(verification.expiresAt) })}
    </span>
  );
}
