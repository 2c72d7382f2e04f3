import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrganisationView } from '../../../../server/contracts/organisations.contract.ts';
import { Sheet } from '../../components/dialog.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { formatDate, formatDateTime, formatNumber } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useHasRole } from '../../lib/session.ts';
import { MembersPanel } from './members-panel.tsx';
import { OrganisationForm } from './organisation-form.tsx';
import { VerificationTag } from './verification.tsx';
import { VerifyDialog } from './verify-dialog.tsx';
import './organisations.css';

interface OrganisationViewProps {
  organisation: OrganisationView;
  /** On the desk of its members, not at the workbench of the staff. */
  isDesk?: boolean;
}

function Facts({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation();
  const { label, labels, industry } = useCodes();
  const { verification } = organisation;
  const isUnit = organisation.parentOrgId !== null;
  const facts: [name: string, value: string][] = [
    ['orgType', label('ORG_TYPE', organisation.orgType)],
    ['nameAliases', organisation.nameAliases.join('、')],
    ['region', organisation.regionLabel],
    ['address', organisation.address ?? ''],
    ['industryCode', organisation.industryCode ? industry(organisation.industryCode) : ''],
    ['scale', label('ORG_SCALE', organisation.scale)],
    ['qualifications', labels('QUALIFICATION', organisation.qualifications)],
    ['chainCodes', labels('LAOSHAN_CHAIN', organisation.chainCodes)],
    ['foreignControl', label('FOREIGN_CONTROL', organisation.foreignControl)],
    [
      'verifiedBy',
      verification
        ? t('organisations:verification.by', {
            method: label('VERIFICATION_METHOD', verification.method),
            date: formatDate(verification.at),
          })
        : '',
    ],
    ['updatedAt', formatDateTime(organisation.updatedAt)],
  ];
  return (
    <section className="og-card" aria-labelledby="og-facts">
      <h2 id="og-facts">{t('organisations:facts')}</h2>
      <dl className="og-facts">
        {isUnit ? null : (
          <div>
            <dt>{t('organisations:field.uscc')}</dt>
            <dd>
              {organisation.uscc ? (
                <span className="og-code">{organisation.uscc}</span>
              ) : (
                <span className="og-warn">{t('organisations:list.noUscc')}</span>
              )}
              {organisation.usccWarning ? (
                <p className="og-warn">{t(`organisations:uscc.warning.${organisation.usccWarning}`)}</p>
              ) : null}
            </dd>
          </div>
        )}
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{t(`organisations:field.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Units({ organisation, isDesk, onAdd }: OrganisationViewProps & { onAdd: () => void }) {
  const { t } = useTranslation();
  return (
    <section className="og-card" aria-labelledby="og-units">
      <div className="og-card__head">
        <h2 id="og-units">{t('organisations:units.title', { count: organisation.units.length })}</h2>
        {organisation.canEdit ? (
          <button type="button" className="fx-btn fx-btn--small" onClick={onAdd}>
            {t('organisations:units.add')}
          </button>
        ) : null}
      </div>
      {organisation.units.length ? (
        <ul className="og-units">
          {organisation.units.map((unit) => (
            <li key={unit.id}>
              <Link to={isDesk ? paths.organisation(unit.id) : paths.staffOrganisation(unit.id)}>{unit.name}</Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className="og-dim">{t('organisations:units.none')}</p>
      )}
    </section>
  );
}

/** One organisation: facts, verification, units and members. */
export function OrganisationDetail({ organisation, isDesk = false }: OrganisationViewProps) {
  const { t } = useTranslation();
  const isOperator = useHasRole('operator');
  const [open, setOpen] = useState<'verify' | 'edit' | 'unit' | null>(null);
  const close = (): void => setOpen(null);
  const isUnit = organisation.parentOrgId !== null;
  const { counts } = organisation;
  const mayVerify = isOperator && !isUnit;
  return (
    <div className="og">
      <PageHeader
        title={organisation.name}
        crumbs={
          isDesk
            ? []
            : [
                { label: t('organisations:title'), to: paths.staffOrganisations },
                ...(organisation.parentOrgId
                  ? [{ label: organisation.parentName ?? '', to: paths.staffOrganisation(organisation.parentOrgId) }]
                  : []),
              ]
        }
        extra={
          <span className="og-tags">
            {isUnit ? null : <VerificationTag organisation={organisation} />}
            {organisation.isChainLeader ? (
              <span className="fx-tag fx-tag--blue">{t('organisations:chainLeader')}</span>
            ) : null}
            <span className="og-dim">
              {organisation.code} ·{' '}
              {t('organisations:counts', {
                achievements: formatNumber(counts.achievements),
                demands: formatNumber(counts.demands),
                teams: formatNumber(counts.teams),
              })}
            </span>
          </span>
        }
        actions={
          <>
            <Link to={paths.organisation(organisation.id)} className="fx-btn fx-btn--quiet">
              {t('organisations:publicPage')}
            </Link>
            {organisation.canEdit ? (
              <button type="button" className="fx-btn" onClick={() => setOpen('edit')}>
                {t('common:action.edit')}
              </button>
            ) : null}
            {mayVerify ? (
              <button
                type="button"
                className="fx-btn fx-btn--primary"
                disabled={!organisation.uscc}
                aria-describedby={organisation.uscc ? undefined : 'og-need'}
                onClick={() => setOpen('verify')}
              >
                {t(organisation.verification ? 'organisations:verify.again' : 'organisations:verify.open')}
              </button>
            ) : null}
          </>
        }
      />
      {mayVerify && !organisation.uscc ? (
        <p id="og-need" className="fx-notice fx-notice--amber">
          {t('organisations:verify.needUscc')}
        </p>
      ) : null}
      {isDesk && !isUnit && organisation.canEdit && !organisation.verification ? (
        <p className="fx-notice fx-notice--amber">
          {t(organisation.uscc ? 'organisations:own.waits' : 'organisations:own.needUscc')}
        </p>
      ) : null}
      <div className="og-columns">
        <Facts organisation={organisation} />
        <div className="og-column">
          {organisation.canEdit ? <MembersPanel organisation={organisation} /> : null}
          {isUnit ? null : <Units organisation={organisation} isDesk={isDesk} onAdd={() => setOpen('unit')} />}
        </div>
      </div>
      <VerifyDialog organisation={organisation} open={open === 'verify'} onClose={close} />
      <Sheet
        open={open === 'edit' || open === 'unit'}
        side="right"
        title={t(open === 'unit' ? 'organisations:units.add' : 'organisations:edit')}
        onClose={close}
      >
        {open === 'edit' ? (
          <OrganisationForm organisation={organisation} onSaved={close} onCancel={close} />
        ) : (
          <OrganisationForm parent={organisation} onSaved={close} onCancel={close} />
        )}
      </Sheet>
    </div>
  );
}
