import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DemandContent, SplitTextResult } from '../../../../server/contracts/demands.contract.ts';
import { DEMAND_SPEC } from '../../components/record/demand-fields.ts';
import { useRecordWords } from '../../components/record/use-record-words.ts';
import { Empty } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { useCodes } from '../../lib/code-label.ts';
import { useShortcuts } from '../../lib/use-shortcuts.ts';
import { applySuggestion, type Suggestion, segmentsOf, undoOf } from './split-logic.ts';
import './split.css';

const isPassage = ({ field }: Suggestion): boolean => field === 'problem' || field === 'background';
type Mark = 'accepted' | 'skipped';

interface SplitPanelProps {
  content: DemandContent;
  onChange: (patch: DemandContent) => void;
}

/** Pasted text on the left with what was found in it, suggestions on the right; each is taken or left by itself. */
export function SplitPanel({ content, onChange }: SplitPanelProps) {
  const { t } = useTranslation('demands');
  const [text, setText] = useState('');
  const [source, setSource] = useState('');
  const [suggestions, setSuggestions] = useState<readonly Suggestion[] | null>(null);
  const split = useMutation({
    mutationFn: (pasted: string) => api.post<SplitTextResult>('/demands/split-text', { text: pasted }),
    onSuccess: (result, pasted) => {
      setSource(pasted);
      setSuggestions(result.suggestions);
    },
    onError: toast.error,
  });
  if (suggestions)
    return (
      <Suggestions
        key={source}
        source={source}
        items={suggestions}
        content={content}
        onChange={onChange}
        onAgain={() => setSuggestions(null)}
      />
    );
  return (
    <form
      className="sp-paste"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) split.mutate(text.trim());
      }}
    >
      <label htmlFor="split-text">{t('demands:split.label')}</label>
      <p id="split-help" className="rc-quiet">
        {t('demands:split.help')}
      </p>
      <textarea
        id="split-text"
        className="fx-input"
        rows={12}
        maxLength={20_000}
        aria-describedby="split-help"
        placeholder={t('demands:split.placeholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div>
        <button type="submit" className="fx-btn fx-btn--primary" disabled={!text.trim() || split.isPending}>
          {t(split.isPending ? 'demands:split.working' : 'demands:split.button')}
        </button>
      </div>
    </form>
  );
}

/** The code in words, with the words of the text where they differ. */
const modesOf = (name: string, display: string): string => (name === display ? name : `${name}（${display}）`);

interface SuggestionsProps extends SplitPanelProps {
  source: string;
  items: readonly Suggestion[];
  onAgain: () => void;
}

function Suggestions({ source, items, content, onChange, onAgain }: SuggestionsProps) {
  const { t } = useTranslation('demands');
  const words = useRecordWords(DEMAND_SPEC);
  const { label } = useCodes();
  const [at, setAt] = useState(0);
  const [marks, setMarks] = useState<Readonly<Record<string, Mark>>>({});
  const [undos, setUndos] = useState<readonly { id: string; patch: DemandContent | null }[]>([]);
  const list = useRef<HTMLUListElement>(null);
  const active = items[at];

  const move = (to: number): void => setAt(Math.max(0, Math.min(items.length - 1, to)));
  const mark = (item: Suggestion, state: Mark, patch: DemandContent | null): void => {
    setMarks((now) => ({ ...now, [item.id]: state }));
    setUndos((now) => [...now, { id: item.id, patch }]);
    const next = items.findIndex((other, index) => index > items.indexOf(item) && !marks[other.id]);
    if (next >= 0) setAt(next);
  };
  const accept = (item: Suggestion | undefined): void => {
    if (!item || marks[item.id]) return;
    const removed = items
      .filter((other) => other.field === 'contact' && marks[other.id] === 'accepted')
      .map((other) => source.slice(other.start, other.end));
    const patch = applySuggestion(content, item, source, removed);
    mark(item, 'accepted', undoOf(content, patch));
    onChange(patch);
  };
  const skip = (item: Suggestion | undefined): void => {
    if (item && !marks[item.id]) mark(item, 'skipped', null);
  };
  const undo = (): void => {
    const last = undos.at(-1);
    if (!last) return;
    setUndos((now) => now.slice(0, -1));
    setMarks(({ [last.id]: _, ...rest }) => rest);
    if (last.patch) onChange(last.patch);
    move(items.findIndex((item) => item.id === last.id));
  };
  useShortcuts({
    j: () => move(at + 1),
    k: () => move(at - 1),
    a: () => accept(active),
    x: () => skip(active),
    u: undo,
  });
  useEffect(() => {
    list.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'nearest' });
    document.querySelector('.sp-source .is-active')?.scrollIntoView({ block: 'nearest' });
  });

  const labelOf = (item: Suggestion): string =>
    item.field === 'contact'
      ? t('demands:split.contact')
      : item.field === 'budget'
        ? t('demands:split.budget')
        : words.label(item.field);
  const displayOf = (item: Suggestion): string =>
    item.field === 'cooperationModes' && Array.isArray(item.value)
      ? modesOf(item.value.map((code) => label('COOP_MODE', String(code))).join('、'), item.display)
      : item.field === 'acceptMinTrl'
        ? `${item.display} ${label('TRL', String(item.value))}`
        : item.display;
  const done = Object.keys(marks).length;

  if (!items.length)
    return (
      <Empty
        title={t('demands:split.none')}
        actions={
          <button type="button" className="fx-btn" onClick={onAgain}>
            {t('demands:split.again')}
          </button>
        }
      >
        {t('demands:split.noneBody')}
      </Empty>
    );
  return (
    <div className="sp">
      <section className="sp-source" aria-labelledby="sp-source-title">
        <h3 id="sp-source-title">{t('demands:split.source')}</h3>
        <p>
          {segmentsOf(source.length, items).map((segment) => {
            const piece = source.slice(segment.start, segment.end);
            const own = items.filter((item) => segment.ids.includes(item.id));
            if (!own.length) return <span key={segment.start}>{piece}</span>;
            const isFact = own.some((item) => !isPassage(item));
            const isActive = active !== undefined && segment.ids.includes(active.id) && (!isFact || !isPassage(active));
            const isDone = own.every((item) => marks[item.id]);
            return (
              <mark
                key={segment.start}
                className={`${isFact ? 'is-fact' : 'is-passage'}${isActive ? ' is-active' : ''}${isDone ? ' is-done' : ''}`}
              >
                {piece}
              </mark>
            );
          })}
        </p>
      </section>
      <section className="sp-list" aria-labelledby="sp-list-title">
        <div className="sp-list__head">
          <h3 id="sp-list-title" aria-live="polite">
            {t('demands:split.found', { count: items.length, done })}
          </h3>
          <span>
            <button
              type="button"
              className="fx-btn fx-btn--small fx-btn--quiet"
              disabled={!undos.length}
              onClick={undo}
            >
              {t('common:action.undo')}
            </button>
            <button type="button" className="fx-btn fx-btn--small fx-btn--quiet" onClick={onAgain}>
              {t('demands:split.again')}
            </button>
          </span>
        </div>
        <p className="rc-quiet sp-keys">{t('demands:split.keys')}</p>
        <ul ref={list}>
          {items.map((item, index) => {
            const state = marks[item.id];
            const name = `${labelOf(item)}：${displayOf(item).slice(0, 40)}`;
            return (
              <li key={item.id} data-active={index === at} className={state ? `is-${state}` : ''}>
                <button
                  type="button"
                  className="sp-list__pick"
                  aria-current={index === at ? 'true' : undefined}
                  onClick={() => setAt(index)}
                >
                  <b>{labelOf(item)}</b>
                  <span>{displayOf(item)}</span>
                  {item.confidence < 0.6 ? <em>{t('demands:split.unsure')}</em> : null}
                </button>
                {state ? (
                  <span className={`fx-tag${state === 'accepted' ? ' fx-tag--ok' : ''}`}>
                    {t(`demands:split.${state}`)}
                  </span>
                ) : (
                  <span className="sp-list__acts">
                    <button
                      type="button"
                      className="fx-btn fx-btn--small"
                      aria-label={t(
                        item.field === 'contact' ? 'demands:split.takeOutLabel' : 'demands:split.acceptLabel',
                        { name },
                      )}
                      onClick={() => accept(item)}
                    >
                      {t(item.field === 'contact' ? 'demands:split.takeOut' : 'demands:split.accept')}
                    </button>
                    <button
                      type="button"
                      className="fx-btn fx-btn--small fx-btn--quiet"
                      aria-label={t('demands:split.skipLabel', { name })}
                      onClick={() => skip(item)}
                    >
                      {t('demands:split.skip')}
                    </button>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
