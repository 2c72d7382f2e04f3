import { type FormEvent, useEffect, useRef, useState } from 'react';

export type Errors = Partial<Record<string, string>>;

/**
 * Reads a form of plain inputs, checks it, shows errors beside the fields and brings the first into focus. An error goes
 * as soon as its field is touched again.
 */
export function useTextForm(
  check: (values: Record<string, string>) => Errors,
  send: (values: Record<string, string>) => void,
) {
  const [errors, setErrors] = useState<Errors>({});
  const form = useRef<HTMLFormElement>(null);
  const show = (found: Errors): void => {
    setErrors(found);
    const first = Object.keys(found)[0];
    const field = first ? form.current?.elements.namedItem(first) : null;
    // Several inputs of one name, such as the roles: the first stands for them.
    const control = field instanceof RadioNodeList ? field[0] : field;
    if (control instanceof HTMLElement) control.focus();
  };
  useEffect(() => {
    const element = form.current;
    const onInput = (event: Event): void => {
      const { name } = event.target as HTMLInputElement;
      setErrors((old) => (old[name] ? Object.fromEntries(Object.entries(old).filter(([key]) => key !== name)) : old));
    };
    element?.addEventListener('input', onInput);
    return () => element?.removeEventListener('input', onInput);
  }, []);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const values = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [
        name,
        name.toLowerCase().includes('password') ? String(value) : String(value).trim(),
      ]),
    );
    const found = check(values);
    show(found);
    if (Object.keys(found).length === 0) send(values);
  };
  return { form, errors, show, onSubmit };
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
export const isEmail = (text: string | undefined): boolean => EMAIL.test(text ?? '') && (text ?? '').length <= 200;
