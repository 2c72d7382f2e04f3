import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchListView, MatchView } from '../../../../server/contracts/matching.contract.ts';
import { isBusy } from '../../components/matching/list-state.ts';
import { Empty, Loading } from '../../components/states.tsx';
import { CandidateCard, type CardActions, type CardMode } from './candidate-card.tsx';
import { CandidateStrip } from './candidate-strip.tsx';
import { isDismissed, isOpen, isSent } from './decision-ops.ts';
import { ListBanner } from './list-banner.tsx';
import { useDragOrder } from './use-drag-order.ts';
import './candidates.css';

interface CandidatePaneProps {
  list: MatchListView;
  /** As shown: with the decisions that are still under way. */
  items: readonly MatchView[];
  selectedId: string | undefined;
  mode: CardMode;
  conflicts: ReadonlySet<string>;
  actions: CardActions;
  onAdd: () => void;
  /** Shown when nothing waits any more. */
  done: ReactNode;
}

/** Right: ranked candidates in three groups: to decide, sent, rejected. */
export function CandidatePane({ list, items, selectedId, mode, conflicts, actions, onAdd, done }: CandidatePaneProps) {
  const { t } = useTranslation();
  const openItems = items.filter(isOpen);
  const order = useDragOrder(openItems, actions.moveTo);
  const groups = [
    { key: 'open', items: openItems },
    { key: 'sent', items: items.filter(isSent) },
    { key: 'dismissed', items: items.filter(isDismissed) },
  ] as const;
  return (
    <>
      <h2 className="fx-sr">{t('curation:steps.candidates')}</h2>
      <ListBanner list={list} />
      {done}
      {items.length > 1 ? <CandidateStrip items={items} selectedId={selectedId} onSelect={actions.select} /> : null}
      {items.length ? (
        groups.map((group) =>
          group.items.length ? (
            <section key={group.key} aria-label={t(`curation:group.${group.key}`)}>
              {group.key === 'open' ? null : (
                <h3 className="cu-group">
                  {t(`curation:group.${group.key}`)} <span className="fx-num">{group.items.length}</span>
                </h3>
              )}
              <ol
                ref={group.key === 'open' ? order.list : undefined}
                className={`cu-cards${group.key === 'open' && order.drag ? ' is-dragging' : ''}`}
              >
                {group.items.map((match) => (
                  <li key={match.id} className={`cu-slot${order.markOf(match.id)}`}>
                    <CandidateCard
                      match={match}
                      place={items.indexOf(match) + 1}
                      isSelected={match.id === selectedId}
                      mode={match.id === selectedId ? mode : 'read'}
                      isConflict={conflicts.has(match.id)}
                      actions={actions}
                      onDragStart={
                        group.key === 'open' && openItems.length > 1
                          ? (event) => order.start(event, match.id)
                          : undefined
                      }
                    />
                  </li>
                ))}
              </ol>
            </section>
          ) : null,
        )
      ) : isBusy(list.state) ? (
        <Loading lines={8} label={t('curation:list.computing')} />
      ) : (
        <Empty
          title={t('curation:list.empty')}
          actions={
            <button type="button" className="fx-btn" onClick={onAdd}>
              {t('curation:add.open')}
            </button>
          }
        >
          {t('curation:list.emptyHint')}
        </Empty>
      )}
    </>
  );
}
