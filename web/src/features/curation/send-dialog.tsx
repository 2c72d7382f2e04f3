import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchListView, MatchView } from '../../../../server/contracts/matching.contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { RelevanceBadge } from '../../components/matching/relevance-badge.tsx';
import { ErrorState } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { formatDate } from '../../lib/format.ts';
import { listKey, patchQueue, reachQuery } from './curation.queries.ts';
import { ReachText, UnreachedNote, unreachedOf } from './send-reach.tsx';
import './drawers.css';

const MAX = 10;
const DAY_MS = 86_400_000;

interface SendDialogProps {
  demandId: string;
  items: readonly MatchView[];
  /** Decisions are still on their way to the server. */
  isSaving: boolean;
  open: boolean;
  onClose: () => void;
  onSent: () => void;
}

/** Introduces the sides: which pairs, until when, with which words, and who will be told what. */
export function SendDialog({ demandId, items, isSaving, open, onClose, onSent }: SendDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const confirmed = items.filter((match) => match.status === 'CONFIRMED');
  const waiting = items.filter((match) => match.status === 'SUGGESTED').length;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [days, setDays] = useState(14);
  const [message, setMessage] = useState('');
  const chosen = confirmed.filter((match) => !left.has(match.id)).slice(0, MAX);
  // Asked for when decisions have arrived: one on its way is not counted yet.
  const reach = useQuery({ ...reachQuery(demandId), enabled: open && confirmed.length > 0 && !isSaving });
  const sides = reach.isFetching ? undefined : reach.data;
  const unreached = unreachedOf(sides, chosen);
  const names = unreached.map((side) => side.name).join(t('curation:send.reach.join'));
  const [acceptedFor, setAcceptedFor] = useState('');
  const isAccepted = names !== '' && acceptedFor === names;
  const send = useMutation({
    mutationFn: () =>
      api.post<MatchListView>(`/curation/demands/${demandId}/send`, {
        matchIds: chosen.map((match) => match.id),
        dueInDays: days,
        message: message.trim(),
        ...(isAccepted ? { unreachedAccepted: true } : {}),
      }),
    onError: () => void reach.refetch(),
    onSuccess: (list) => {
      client.setQueryData(listKey(demandId), list);
      patchQueue(client, demandId, list.items);
      void client.invalidateQueries({ queryKey: ['curation', 'count'] });
      toast.success(t('curation:send.done', { count: chosen.length }));
      onSent();
      onClose();
    },
  });
  const { reset } = send;
  useEffect(() => {
    if (!open) return;
    setLeft(new Set());
    setAcceptedFor('');
    reset();
  }, [open, reset]);
  const toggle = (id: string) => (): void =>
    setLeft((ids) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const isDaysRight = Number.isInteger(days) && days >= 3 && days <= 30;
  const owner = confirmed[0]?.demand.ownerLabel ?? '';
  return (
    <Dialog
      open={open}
      onClose={onClose}
      isWide
      title={t('curation:send.title')}
      actions={
        <>
          <button type="button" className="fx-btn" onClick={onClose}>
            {t('common:action.cancel')}
          </button>
          <button
            type="button"
            className="fx-btn fx-btn--primary"
            disabled={
              !chosen.length ||
              !isDaysRight ||
              isSaving ||
              send.isPending ||
              reach.isFetching ||
              (names !== '' && !isAccepted)
            }
            onClick={() => send.mutate()}
          >
            {t('curation:send.submit', { count: chosen.length })}
          </button>
        </>
      }
    >
      {send.error ? <ErrorState error={send.error} /> : null}
      {confirmed.length ? (
        <div className="cu-send">
          <fieldset>
            <legend>{t('curation:send.pairs')}</legend>
            {confirmed.map((match) => (
              <label key={match.id} className="cu-send__pair">
                <input
                  type="checkbox"
                  checked={chosen.includes(match)}
                  disabled={!chosen.includes(match) && chosen.length >= MAX}
                  onChange={toggle(match.id)}
                />
                <span>
                  {match.achievement.title}
                  <small>
                    {match.achievement.ownerLabel}
                    {match.achievement.teamName ? ` · ${match.achievement.teamName}` : ''}
                  </small>
                </span>
                <RelevanceBadge level={match.relevance} />
              </label>
            ))}
            {waiting ? <p className="cu-dim">{t('curation:send.waiting', { count: waiting })}</p> : null}
          </fieldset>
          <Field
            label={t('curation:send.days')}
            hint={
              isDaysRight ? t('curation:send.due', { date: formatDate(new Date(Date.now() + days * DAY_MS)) }) : null
            }
            error={isDaysRight ? undefined : t('curation:send.daysRange')}
          >
            {(props) => (
              <input
                {...props}
                className="fx-input cu-send__days"
                type="number"
                min={3}
                max={30}
                value={Number.isNaN(days) ? '' : days}
                onChange={(event) => setDays(event.target.valueAsNumber)}
              />
            )}
          </Field>
          <Field label={t('curation:send.message')} hint={t('curation:send.messageHint')} isOptional>
            {(props) => (
              <textarea
                {...props}
                className="fx-input"
                rows={3}
                maxLength={500}
                value={message}
                onChange={(event) => setMessage(event.target.value)}
              />
            )}
          </Field>
          <section className="cu-send__who" aria-label={t('curation:send.who')}>
            <h3>{t('curation:send.who')}</h3>
            <ul>
              <li>
                {t('curation:send.toDemand', { owner, count: chosen.length })} <ReachText reach={sides?.demand} />
              </li>
              {chosen.map((match) => (
                <li key={match.id}>
                  {t('curation:send.toAchievement', {
                    owner: match.achievement.teamName
                      ? `${match.achievement.ownerLabel} ${match.achievement.teamName}`
                      : match.achievement.ownerLabel,
                  })}{' '}
                  <ReachText reach={sides?.achievements.find((side) => side.achievementId === match.achievement.id)} />
                </li>
              ))}
            </ul>
            {reach.isFetching ? (
              <p className="cu-dim" role="status">
                {t('curation:send.reach.loading')}
              </p>
            ) : reach.isError ? (
              <p className="fx-notice fx-notice--bad" role="alert">
                {t('curation:send.reach.failed')}{' '}
                <button type="button" className="fx-btn fx-btn--small" onClick={() => void reach.refetch()}>
                  {t('common:action.retry')}
                </button>
              </p>
            ) : null}
            <p className="cu-dim">{t('curation:send.privacy')}</p>
          </section>
          {unreached.map((side) => (
            <UnreachedNote key={`${side.kind} ${side.name}`} side={side} />
          ))}
          {unreached.length ? (
            <label className="cu-reach__accept">
              <input
                type="checkbox"
                checked={isAccepted}
                onChange={(event) => setAcceptedFor(event.target.checked ? names : '')}
              />
              {t('curation:send.reach.accept', { names })}
            </label>
          ) : null}
        </div>
      ) : (
        <p>{t('curation:send.nothing')}</p>
      )}
    </Dialog>
  );
}
