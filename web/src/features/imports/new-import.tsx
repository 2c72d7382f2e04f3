import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ImportBatchView, ImportTarget } from '../../../../server/contracts/imports.contract.ts';
import { Field } from '../../components/field.tsx';
import { useErrorWords } from '../../components/states.tsx';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { byPath } from '../../lib/form-errors.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { DropZone } from './drop-zone.tsx';
import { fileFault } from './file-check.ts';
import { batchesQuery, batchKey } from './imports.queries.ts';
import { OrganisationInput } from './organisation-input.tsx';
import './new-import.css';

const TARGETS = ['achievement', 'demand'] as const;

interface Draft {
  file: File | null;
  target: ImportTarget;
  sender: string;
  organisationId: string | null;
  isOrganisationOpen: boolean;
}

/** A new batch: the file, what it lists, who sent it and who owns its rows. `senders` are those of earlier batches. */
export function NewImport({ senders, onCancel }: { senders: readonly string[]; onCancel?: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useMe();
  const listId = useId();
  const words = useErrorWords();
  const isStaff = me?.roles.includes('operator') ?? false;
  const own = (me?.memberships ?? []).filter((item) => item.membershipRole === 'admin' && item.state === 'ACTIVE');
  const [draft, setDraft] = useState<Draft>({
    file: null,
    target: 'achievement',
    sender: '',
    organisationId: null,
    isOrganisationOpen: false,
  });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [share, setShare] = useState(0);
  const set = (change: Partial<Draft>): void => setDraft((old) => ({ ...old, ...change }));
  const ownId = draft.organisationId ?? own[0]?.organisationId ?? null;

  const upload = useMutation({
    mutationFn: ({ file }: { file: File }) => {
      const form = new FormData();
      form.set('target', draft.target);
      form.set('sender', draft.sender.trim());
      const owner = isStaff ? draft.organisationId : ownId;
      if (owner) form.set('defaultOrganisationId', owner);
      form.set('file', file);
      return api.upload<ImportBatchView>('/imports', form, setShare);
    },
    onSuccess: (batch) => {
      client.setQueryData(batchKey(batch.id), batch);
      void client.invalidateQueries({ queryKey: batchesQuery.queryKey });
      void navigate(paths.staffImport(batch.id));
    },
    onError: (error) => setErrors(error instanceof ApiError ? byPath(error.fields) : {}),
  });

  const choose = (file: File): void => {
    upload.reset();
    const fault = fileFault(file);
    set({ file });
    setErrors((old) => ({ ...old, file: fault ? t(`imports:file.${fault}`) : '' }));
  };
  const submit = (): void => {
    const fault = draft.file ? fileFault(draft.file) : null;
    const next: Record<string, string> = {};
    if (!draft.file) next.file = t('imports:file.none');
    else if (fault) next.file = t(`imports:file.${fault}`);
    if (!draft.sender.trim()) next.sender = t('common:field.required');
    if (isStaff && draft.isOrganisationOpen) next.defaultOrganisationId = t('imports:new.organisationPick');
    setErrors(next);
    if (!Object.keys(next).length && draft.file) {
      setShare(0);
      upload.mutate({ file: draft.file });
    }
  };
  const isFileError = Boolean(errors.file) && upload.isError;
  return (
    <section className="im-card im-new" aria-labelledby="im-new">
      <h2 id="im-new">{t('imports:new.title')}</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DropZone file={draft.file} onFile={choose} error={errors.file || undefined} />
        <div className="im-new__fields">
          <fieldset className="im-target" disabled={!isStaff}>
            <legend>{t('imports:new.target')}</legend>
            {TARGETS.map((target) => (
              <label key={target}>
                <input type="radio" name="target" checked={draft.target === target} onChange={() => set({ target })} />
                <span>
                  {t(`imports:target.${target}`)}
                  <small>{t(`imports:targetHint.${target}`)}</small>
                </span>
              </label>
            ))}
          </fieldset>
          <Field label={t('imports:new.sender')} hint={t('imports:new.senderHint')} error={errors.sender || undefined}>
            {(props) => (
              <>
                <input
                  {...props}
                  className="fx-input"
                  list={listId}
                  value={draft.sender}
                  maxLength={80}
                  autoComplete="off"
                  placeholder={t('imports:new.senderPlaceholder')}
                  onChange={(event) => set({ sender: event.target.value })}
                />
                <datalist id={listId}>
                  {senders.map((sender) => (
                    <option key={sender} value={sender} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          {isStaff ? (
            <OrganisationInput
              error={errors.defaultOrganisationId || undefined}
              onChange={(organisationId, isOrganisationOpen) => set({ organisationId, isOrganisationOpen })}
            />
          ) : (
            <Field label={t('imports:new.ownOrganisation')} error={errors.defaultOrganisationId || undefined}>
              {(props) => (
                <select
                  {...props}
                  className="fx-select"
                  value={ownId ?? ''}
                  onChange={(event) => set({ organisationId: event.target.value })}
                >
                  {own.map((item) => (
                    <option key={item.organisationId} value={item.organisationId}>
                      {item.organisationName}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
        </div>
        {upload.isError && !isFileError ? (
          <div className="fx-notice fx-notice--bad" role="alert">
            <div>
              <strong>{t('imports:new.failed')}</strong>
              <p>{words(upload.error).detail}</p>
            </div>
          </div>
        ) : null}
        {upload.isPending ? (
          <div className="im-upload" role="status">
            <progress max={1} value={share} aria-label={t('imports:new.sending')} />
            <span>
              {share < 1 ? t('imports:new.sendingShare', { share: Math.round(share * 100) }) : t('imports:new.reading')}
            </span>
          </div>
        ) : null}
        <div className="im-actions">
          <button type="submit" className="fx-btn fx-btn--primary" disabled={upload.isPending}>
            {t('imports:new.submit')}
          </button>
          {onCancel ? (
            <button type="button" className="fx-btn" onClick={onCancel}>
              {t('common:action.cancel')}
            </button>
          ) : null}
        </div>
      </form>
    </section>
  );
}
