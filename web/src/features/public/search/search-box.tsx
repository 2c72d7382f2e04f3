import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchKind } from '../../../../../server/contracts/search.contract.ts';
import { Icon } from '../../../components/icon.tsx';
import { suggestQuery } from '../public.queries.ts';
import './search-box.css';

interface SearchBoxProps {
  kind: SearchKind;
  initial: string;
  onSearch: (q: string) => void;
  placeholder: string;
  isLarge?: boolean;
}

function useDebounced(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** Search field with suggestions while typing (ARIA combobox with a list). Silent while an input method composes. */
export function SearchBox({ kind, initial, onSearch, placeholder, isLarge }: SearchBoxProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(initial);
  const [isOpen, setOpen] = useState(false);
  const [isComposing, setComposing] = useState(false);
  const [active, setActive] = useState(-1);
  useEffect(() => setText(initial), [initial]);
  const asked = useDebounced(isComposing ? '' : text.trim().slice(0, 60), 140);
  const suggestions = useQuery({ ...suggestQuery(asked, kind), enabled: isOpen && asked.length > 0 });
  const items = isOpen && asked ? (suggestions.data?.items ?? []) : [];

  const go = (q: string): void => {
    setText(q);
    setOpen(false);
    setActive(-1);
    onSearch(q.trim());
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    go(items[active]?.text ?? text);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || !items.length) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // -1 is the field itself: the arrows run through it in a circle.
      const next = active + step;
      setActive(next < -1 ? items.length - 1 : next >= items.length ? -1 : next);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      setOpen(false);
      setActive(-1);
    }
  };

  return (
    <search className={`fx-search${isLarge ? ' fx-search--large' : ''}`}>
      <form onSubmit={submit}>
        <label htmlFor={`${id}-q`} className="fx-sr">
          {t('public:search.label')}
        </label>
        <Icon name="search" />
        <input
          id={`${id}-q`}
          type="search"
          role="combobox"
          autoComplete="off"
          enterKeyHint="search"
          maxLength={500}
          placeholder={placeholder}
          value={text}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            setActive(-1);
          }}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKey}
        />
        <button type="submit" className="fx-btn fx-btn--amber">
          {t('common:action.search')}
        </button>
      </form>
      {/* The field keeps the focus and names the option by aria-activedescendant. */}
      <div
        id={`${id}-list`}
        className="fx-search__list"
        role="listbox"
        aria-label={t('public:search.suggestions')}
        hidden={!items.length}
      >
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows and Enter of the field choose
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            key={item.text}
            id={`${id}-${index}`}
            className="fx-search__option"
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => go(item.text)}
          >
            <span>{item.text}</span>
            <span className="fx-num">{item.count}</span>
          </div>
        ))}
      </div>
    </search>
  );
}
