import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../components/page-header.tsx';
import { ACHIEVEMENT_SPEC } from '../../components/record/achievement-fields.ts';
import { DEMAND_SPEC } from '../../components/record/demand-fields.ts';
import { achievementsQuery, demandsQuery, type RecordKind } from '../../components/record/records.queries.ts';
import { achievementRow, demandRow } from '../../components/record/rows.ts';
import { ShortcutHelp } from '../../components/shortcut-help.tsx';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { useHasRole } from '../../lib/session.ts';
import { useIsPhone } from '../../lib/use-media.ts';
import { useShortcuts } from '../../lib/use-shortcuts.ts';
import { BatchDialog } from './batch-dialog.tsx';
import { ReviewDetail } from './review-detail.tsx';
import { batchSteps, type QueueRow, type ReviewEvent, stageOf } from './review-logic.ts';
import { ReviewQueue } from './review-queue.tsx';
import '../../components/record/record.css';
import './review.css';
import '../../components/record/record-list.css';

const ALL = { scope: 'review', limit: 100 } as const;
const FORWARD: readonly ReviewEvent[] = ['instituteApprove', 'publish', 'accept', 'refined'];
const BACK: readonly ReviewEvent[] = ['return', 'reject', 'refine'];

/** Queue on the left, the record and its steps on the right; several can be handled at once. */
export default function ReviewPage() {
  const { t } = useTranslation('review');
  const { label } = useCodes();
  const [params, setParams] = useSearchParams();
  const isPhone = useIsPhone();
  const seesAchievements = useHasRole('operator', 'instituteAdmin');
  const seesDemands = useHasRole('operator', 'technologyManager');
  const isOperator = useHasRole('operator');
  const kinds: RecordKind[] = [
    ...(seesAchievements ? (['achievements'] as const) : []),
    ...(seesDemands ? (['demands'] as const) : []),
  ];
  const kind = kinds.find((item) => item === params.get('kind')) ?? kinds[0] ?? 'achievements';
  const isSupply = kind === 'achievements';
  const spec = isSupply ? ACHIEVEMENT_SPEC : DEMAND_SPEC;
  const achievements = useInfiniteQuery({ ...achievementsQuery(ALL), enabled: seesAchievements });
  const demands = useInfiniteQuery({ ...demandsQuery(ALL), enabled: seesDemands });
  const query = isSupply ? achievements : demands;
  const items = isSupply
    ? achievements.data?.pages.flatMap((page) => page.items)
    : demands.data?.pages.flatMap((page) => page.items);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [batch, setBatch] = useState<{ event: ReviewEvent; rows: readonly QueueRow[] } | null>(null);
  /** Steps asked for, by click or key; the record takes the first that the server allows. */
  const [wished, setWished] = useState<readonly ReviewEvent[]>([]);
  const [isHelpOpen, setHelpOpen] = useState(false);

  const stages = [...new Set((items ?? []).map((item) => stageOf(kind, item)))];
  // The secretariat's own step first; what waits for an institute is only looked at.
  const preferred = isSupply && isOperator ? 'INSTITUTE_OK' : null;
  const stage = params.get('stage') ?? (preferred && stages.includes(preferred) ? preferred : 'all');
  const shown = (items ?? []).filter((item) => stage === 'all' || stageOf(kind, item) === stage);
  const rows = isSupply
    ? (achievements.data?.pages.flatMap((page) => page.items) ?? [])
        .filter((item) => shown.some(({ id }) => id === item.id))
        .map(achievementRow)
    : (demands.data?.pages.flatMap((page) => page.items) ?? [])
        .filter((item) => shown.some(({ id }) => id === item.id))
        .map(demandRow);
  const wanted = params.get('id');
  const activeId = wanted ?? (isPhone ? null : (shown[0]?.id ?? null));
  const at = shown.findIndex((item) => item.id === activeId);

  const change = (patch: Record<string, string | null>): void =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [key, value] of Object.entries(patch)) {
          if (value === null) next.delete(key);
          else next.set(key, value);
        }
        return next;
      },
      { preventScrollReset: true },
    );
  const open = (id: string | null): void => {
    setWished([]);
    change({ id });
  };
  const step = (by: 1 | -1): void => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, at + by))];
    if (next) open(next.id);
  };
  const toggle = (id: string): void =>
    setSelected((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const afterDecision = (): void => {
    const next = shown[at + 1] ?? shown[at - 1] ?? null;
    open(isPhone ? null : (next?.id ?? null));
  };
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    x: () => activeId && toggle(activeId),
    a: () => setWished(FORWARD),
    r: () => setWished(BACK),
    '?': () => setHelpOpen(true),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another kind of record is another selection
  useEffect(() => setSelected(new Set()), [kind, stage]);

  const chosen = shown.filter((item) => selected.has(item.id));
  const steps = batchSteps(kind, chosen);
  const isListShown = !isPhone || !wanted;
  return (
    <>
      <PageHeader
        title={t('review:title')}
        note={t(isSupply ? 'review:note.achievements' : 'review:note.demands')}
        actions={
          <button type="button" className="fx-btn fx-btn--small rv-keys" onClick={() => setHelpOpen(true)}>
            {t('common:shortcuts.title')} <kbd>?</kbd>
          </button>
        }
      />
      {kinds.length > 1 ? (
        <div className="rc-tabs rv-kinds" role="radiogroup" aria-label={t('review:kind')}>
          {kinds.map((item) => (
            <label key={item}>
              <input
                type="radio"
                name="kind"
                checked={kind === item}
                onChange={() => change({ kind: item, id: null, stage: null })}
              />
              <span>{t(`review:kinds.${item}`)}</span>
            </label>
          ))}
        </div>
      ) : null}
      {items === undefined ? (
        query.error ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading lines={8} />
        )
      ) : !items.length && !wanted ? (
        <Empty title={t('review:empty.title')}>{t('review:empty.body')}</Empty>
      ) : (
        <div className="rv">
          {isListShown ? (
            <section className="rv__list" aria-label={t('review:queue.title')}>
              <div className="rv__stages">
                {['all', ...stages].map((item) => (
                  <button
                    key={item}
                    type="button"
                    aria-pressed={stage === item}
                    onClick={() => change({ stage: item, id: null })}
                  >
                    {item === 'all' ? t('review:queue.all') : label(spec.statusTable, item)}{' '}
                    {item === 'all' ? items.length : items.filter((row) => stageOf(kind, row) === item).length}
                    {query.hasNextPage ? '+' : ''}
                  </button>
                ))}
              </div>
              <div className="rv__select">
                <label className="rc-check">
                  <input
                    type="checkbox"
                    checked={shown.length > 0 && chosen.length === shown.length}
                    onChange={(changed) =>
                      setSelected(new Set(changed.target.checked ? shown.map((item) => item.id) : []))
                    }
                  />
                  {chosen.length ? t('review:queue.selected', { count: chosen.length }) : t('review:queue.selectAll')}
                </label>
                {steps.map((item) => (
                  <button
                    key={item.event}
                    type="button"
                    className="fx-btn fx-btn--small"
                    onClick={() => setBatch(item)}
                  >
                    {t('review:batch.button', { action: t(`desk:event.${item.event}`), count: item.rows.length })}
                  </button>
                ))}
              </div>
              <ReviewQueue
                spec={spec}
                rows={rows}
                activeId={activeId}
                selected={selected}
                onOpen={open}
                onToggle={toggle}
              />
              {query.hasNextPage ? (
                <p className="rc-more">
                  <button
                    type="button"
                    className="fx-btn fx-btn--small"
                    disabled={query.isFetchingNextPage}
                    onClick={() => void query.fetchNextPage()}
                  >
                    {t('common:action.loadMore')}
                  </button>
                </p>
              ) : null}
            </section>
          ) : null}
          {activeId ? (
            <section className="rv__detail fx-card" aria-label={t('review:detail.title')}>
              {isPhone ? (
                <button type="button" className="fx-btn fx-btn--small" onClick={() => open(null)}>
                  {t('review:detail.back')}
                </button>
              ) : null}
              <ReviewDetail
                key={activeId}
                kind={kind}
                id={activeId}
                wished={wished}
                onWish={setWished}
                onDone={afterDecision}
              />
            </section>
          ) : null}
        </div>
      )}
      {batch ? (
        <BatchDialog
          kind={kind}
          event={batch.event}
          rows={batch.rows}
          onClose={() => {
            setBatch(null);
            setSelected(new Set());
            open(null);
          }}
        />
      ) : null}
      <ShortcutHelp
        open={isHelpOpen}
        onClose={() => setHelpOpen(false)}
        groups={[
          {
            title: t('review:keys.title'),
            keys: [
              { keys: ['j', 'k'], label: t('review:keys.move') },
              { keys: ['x'], label: t('review:keys.select') },
              { keys: ['a'], label: t('review:keys.forward') },
              { keys: ['r'], label: t('review:keys.back') },
              { keys: ['?'], label: t('review:keys.help') },
            ],
          },
        ]}
      />
    </>
  );
}
