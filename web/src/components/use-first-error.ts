import { type RefObject, useEffect, useRef } from 'react';

const ERROR = '.fx-field__error, .rc-field__error';

/** After a check that failed: brings the first wrong field of a form into view and gives it the focus. */
export function useFirstError<E extends HTMLElement>(errors: Readonly<Record<string, string>>): RefObject<E | null> {
  const form = useRef<E>(null);
  useEffect(() => {
    if (!Object.keys(errors).length) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus({ preventScroll: true });
    (field ?? form.current?.querySelector(ERROR))?.scrollIntoView?.({ block: 'center' });
  }, [errors]);
  return form;
}
