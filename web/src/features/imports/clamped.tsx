import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const LONG = 150;

/** A long text shows its beginning; the rest is one press away. */
export function Clamped({ text, className }: { text: string; className: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const isLong = text.length > LONG || text.split('\n').length > 4;
  return (
    <>
      <span className={`${className}${isLong && !isOpen ? ' is-clamped' : ''}`}>{text}</span>
      {isLong ? (
        <button type="button" className="im-unfold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'imports:line.fold' : 'imports:line.unfold')}
        </button>
      ) : null}
    </>
  );
}
