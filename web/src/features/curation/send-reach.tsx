import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MatchView, SendReach, SideReach } from '../../../../server/contracts/matching.contract.ts';
import { toast } from '../../components/toasts.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { paths } from '../../lib/paths.ts';

/** An organisation among the sides of a list for which nobody could answer. */
export interface Unreached {
  kind: 'demand' | 'achievement';
  name: string;
  /** Null where the firm is anonymous to this reader. */
  organisationId: string | null;
  pending: number;
}

/** The organisations that nobody answers for, each once; what the server did not speak of is not claimed. */
export function unreachedOf(reach: SendReach | undefined, chosen: readonly MatchView[]): Unreached[] {
  const found = new Map<string, Unreached>();
  const add = (
    kind: Unreached['kind'],
    { ownerLabel, organisationId }: MatchView['demand'],
    side?: SideReach,
  ): void => {
    if (side?.people === 0)
      found.set(`${kind} ${organisationId ?? ownerLabel}`, {
        kind,
        name: ownerLabel,
        organisationId,
        pending: side.pending,
      });
  };
  if (chosen[0]) add('demand', chosen[0].demand, reach?.demand);
  for (const { achievement } of chosen)
    add(
      'achievement',
      achievement,
      reach?.achievements.find((side) => side.achievementId === achievement.id),
    );
  return [...found.values()];
}

const STANDINGS = ['members', 'admins', 'authors', 'team'] as const;

/** "2 people can answer: …", or that there is nobody. */
export function ReachText({ reach }: { reach: SideReach | undefined }) {
  const { t } = useTranslation();
  if (!reach) return null;
  if (!reach.people) return <strong className="cu-reach__none">{t('curation:send.reach.none')}</strong>;
  const parts = STANDINGS.filter((key) => reach[key]).map((key) =>
    t(`curation:send.reach.${key}`, { count: reach[key] }),
  );
  return (
    <span className="cu-dim">
      {t('curation:send.reach.people', { count: reach.people, parts: parts.join(t('curation:send.reach.and')) })}
    </span>
  );
}

/** Names the organisation that nobody answers for, says what to do, and has the invitation ready. */
export function UnreachedNote({ side }: { side: Unreached }) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const area = useRef<HTMLTextAreaElement>(null);
  const { kind, name, organisationId, pending } = side;
  const text = t('curation:send.reach.invitation', {
    organisation: name,
    role: label('ROLE', kind === 'demand' ? 'enterpriseUser' : 'instituteAdmin'),
    url: `${window.location.origin}${paths.register}`,
  });
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      toast.success(t('curation:send.reach.copied'));
    } catch {
      // Plain http has no clipboard: select it, so that one key copies it.
      area.current?.select();
      toast.warn(t('curation:send.reach.copyFailed'));
    }
  };
  return (
    <section className="fx-notice fx-notice--amber cu-reach" aria-label={name}>
      <p>
        <strong>{t('curation:send.reach.title', { organisation: name })}</strong>
      </p>
      {organisationId === null ? (
        <p>{t('curation:send.reach.hidden')}</p>
      ) : (
        <>
          {pending ? <p>{t('curation:send.reach.pending', { count: pending })}</p> : null}
          <p>{t(`curation:send.reach.steps.${kind}`)}</p>
          <label className="cu-reach__label">
            {t('curation:send.reach.text')}
            <textarea ref={area} className="fx-input" rows={4} readOnly value={text} />
          </label>
          <p className="cu-reach__acts">
            <button type="button" className="fx-btn fx-btn--small" onClick={() => void copy()}>
              {t('curation:send.reach.copy')}
            </button>
            <Link to={paths.staffOrganisation(organisationId)} target="_blank">
              {t('curation:send.reach.organisation')}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}
