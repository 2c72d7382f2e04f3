import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactAccess } from '../../../../server/contracts/common.contract.ts';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { byPath } from '../../lib/form-errors.ts';
import { Field } from '../field.tsx';
import { Icon } from '../icon.tsx';
import { useErrorWords } from '../states.tsx';
import './contact-reveal.css';

interface ContactRevealProps {
  kind: 'demands' | 'teams';
  id: string;
  access: ContactAccess;
  /** For a form that takes the contact over; without it the contact is shown here. */
  onOpen?: (contact: Contact) => void;
}

function Shown({ contact }: { contact: Contact }) {
  const { t } = useTranslation('desk');
  const none = t('desk:contact.notGiven');
  return (
    <>
      <dl>
        <div>
          <dt>{t('desk:contact.name')}</dt>
          <dd>{contact.name || none}</dd>
        </div>
        <div>
          <dt>{t('desk:contact.mobile')}</dt>
          <dd className="fx-num">{contact.mobile ? <a href={`tel:${contact.mobile}`}>{contact.mobile}</a> : none}</dd>
        </div>
        <div>
          <dt>{t('desk:contact.email')}</dt>
          <dd>{contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : none}</dd>
        </div>
      </dl>
      <p className="rc-contact__note">{t('desk:contact.logged')}</p>
    </>
  );
}

/** A masked contact that staff may open: one look, written down. Nothing of it is kept when the page is left. */
export function ContactReveal({ kind, id, access, onOpen }: ContactRevealProps) {
  const { t } = useTranslation('desk');
  const words = useErrorWords();
  const title = useId();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const open = useMutation({
    mutationFn: () => api.post<Contact>(`/${kind}/${id}/contact`, reason.trim() ? { reason: reason.trim() } : {}),
    gcTime: 0,
    onSuccess: onOpen,
    onError: (cause) => setError((cause instanceof ApiError && byPath(cause.fields).reason) || words(cause).detail),
  });
  if (access === 'NONE') return null;
  const ask = (): void => {
    const isShort = access === 'REASON' && reason.trim().length < 2;
    setError(isShort ? t('desk:contact.reasonShort') : undefined);
    if (!isShort) open.mutate();
  };
  return (
    <section className={`rc-contact${open.data ? ' is-open' : ''}`} aria-labelledby={title}>
      <h3 id={title}>
        {open.data ? null : <Icon name="lock" size={16} />}
        {t('desk:contact.title')}
      </h3>
      {open.data ? (
        <div role="status">
          {onOpen ? <p className="rc-contact__note">{t('desk:contact.filled')}</p> : <Shown contact={open.data} />}
        </div>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
        >
          <p className="rc-contact__note">{t(`desk:contact.note.${access}`)}</p>
          {access === 'REASON' ? (
            <Field label={t('desk:contact.reason')} hint={t('desk:contact.reasonHint')} error={error}>
              {(props) => (
                <textarea
                  {...props}
                  className="fx-input"
                  rows={2}
                  maxLength={300}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
          ) : error ? (
            <p className="fx-notice fx-notice--bad" role="alert">
              {error}
            </p>
          ) : null}
          <button type="submit" className="fx-btn fx-btn--small" disabled={open.isPending}>
            {t('desk:contact.show')}
          </button>
        </form>
      )}
    </section>
  );
}
