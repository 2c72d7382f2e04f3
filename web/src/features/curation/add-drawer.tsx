import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchListView, MatchView } from '../../../../server/contracts/matching.contract.ts';
import type { SearchCard } from '../../../../server/contracts/search.contract.ts';
import { Sheet } from '../../components/dialog.tsx';
import { Highlighted } from '../../components/highlighted.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { TrlStars } from '../../components/trl-stars.tsx';
import { api, newIdempotencyKey } from '../../lib/api-client.ts';
import { achievementSearchQuery, listKey } from './curation.queries.ts';
import { withMatch } from './decision-ops.ts';
import './drawers.css';

interface AddDrawerProps {
  demandId: string;
  /** What the demand is about in a few words: the first thing to search for. */
  words: string;
  items: readonly MatchView[];
  open: boolean;
  onClose: () => void;
  onAdded: (match: MatchView) => void;
}

function Hit({
  hit,
  isListed,
  isBusy,
  onAdd,
}: {
  hit: SearchCard;
  isListed: boolean;
  isBusy: boolean;
  onAdd: () => void;
}) {
  const { t } = useTranslation();
  return (
    <li className="cu-hit">
      <p className="cu-hit__title">
        <Highlighted text={hit.title} spans={hit.titleSpans} />
      </p>
      <p className="cu-card__meta">
        <span>{hit.ownerLabel}</span>
        <TrlStars trl={hit.trl} />
      </p>
      <p className="cu-text">
        <Highlighted text={hit.snippet} spans={hit.snippetSpans} />
      </p>
      <button type="button" className="fx-btn fx-btn--small" disabled={isListed || isBusy} onClick={onAdd}>
        {isListed ? t('curation:add.listed') : t('curation:add.add')}
        <span className="fx-sr">{hit.title}</span>
      </button>
    </li>
  );
}

function Body({ demandId, words, items, onAdded }: Omit<AddDrawerProps, 'open' | 'onClose'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [q, setQ] = useState(words);
  const [note, setNote] = useState('');
  const query = useQuery(achievementSearchQuery(useDeferredValue(q.trim())));
  const listed = new Set(items.map((match) => match.achievement.id));
  const add = useMutation({
    mutationFn: (achievementId: string) =>
      api.post<MatchView>(
        '/matches',
        { demandId, achievementId, note: note.trim() },
        { idempotencyKey: newIdempotencyKey() },
      ),
    onSuccess: (match) => {
      client.setQueryData<MatchListView>(listKey(demandId), (list) => (list ? withMatch(list, match) : list));
      void client.invalidateQueries({ queryKey: listKey(demandId) });
      toast.success(t('curation:add.done', { title: match.achievement.title }));
      onAdded(match);
    },
    onError: (error) => {
      toast.error(error);
      void client.invalidateQueries({ queryKey: listKey(demandId) });
    },
  });
  return (
    <div className="cu-drawer">
      <input
        data-autofocus
        type="text"
        inputMode="search"
        className="fx-input"
        aria-label={t('curation:add.search')}
        placeholder={t('curation:add.placeholder')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <input
        className="fx-input"
        aria-label={t('curation:add.note')}
        placeholder={t('curation:add.note')}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <QueryView query={query} lines={8}>
        {(result) =>
          result.hits.length ? (
            <>
              <p className="cu-dim" aria-live="polite">
                {t('curation:add.total', { count: result.total })}
              </p>
              <ul className="cu-hits">
                {result.hits.map((hit) => (
                  <Hit
                    key={hit.id}
                    hit={hit}
                    isListed={listed.has(hit.id)}
                    isBusy={add.isPending}
                    onAdd={() => add.mutate(hit.id)}
                  />
                ))}
              </ul>
            </>
          ) : (
            <Empty title={t('curation:add.empty')}>{t('curation:add.emptyHint')}</Empty>
          )
        }
      </QueryView>
    </div>
  );
}

/** Finds an achievement that the engine did not offer and puts it on the list of this demand. */
export function AddDrawer({ open, onClose, ...body }: AddDrawerProps) {
  const { t } = useTranslation();
  return (
    <Sheet open={open} onClose={onClose} side="right" title={t('curation:add.title')}>
      <Body {...body} />
    </Sheet>
  );
}
