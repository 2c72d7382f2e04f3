import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { CodeTableEntry, CodeTableList } from '../../../../server/contracts/admin.contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { useErrorWords } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { codeTablesQuery } from '../../lib/offered-codes.ts';
import { isReason, ReasonField } from './reason-field.tsx';

interface DialogProps {
  table: string;
  entry: z.infer<typeof CodeTableEntry>;
  kind: 'rename' | 'switch';
  onClose: () => void;
}

/** Renames an entry of the platform's own tables, or switches any entry on or off; both with a reason. */
export function CodeDialog({ table, entry, kind, onClose }: DialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const words = useErrorWords();
  const [zh, setZh] = useState(entry.zh);
  const [en, setEn] = useState(entry.en);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const state = entry.isActive ? 'off' : 'on';
  const isEmpty = kind === 'rename' && (!zh.trim() || !en.trim());
  const save = useMutation({
    mutationFn: () =>
      api.patch<z.infer<typeof CodeTableList>>(`/code-tables/${table}/${encodeURIComponent(entry.code)}`, {
        reason: reason.trim(),
        ...(kind === 'rename' ? { zh: zh.trim(), en: en.trim() } : { isActive: !entry.isActive }),
      }),
    onSuccess: (list) => {
      client.setQueryData(codeTablesQuery.queryKey, list);
      toast.success(t('admin:codes.saved'));
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={
        kind === 'rename'
          ? t('admin:codes.editTitle', { code: entry.code })
          : t(`admin:codes.${state}Title`, { name: entry.zh })
      }
      actions={
        <>
          <button type="button" className="fx-btn" onClick={onClose}>
            {t('common:action.cancel')}
          </button>
          <button
            type="button"
            className="fx-btn fx-btn--primary"
            disabled={save.isPending}
            onClick={() => {
              setTried(true);
              if (isReason(reason) && !isEmpty) save.mutate();
            }}
          >
            {kind === 'rename'
              ? t('common:action.save')
              : t(entry.isActive ? 'admin:codes.switchOff' : 'admin:codes.switchOn')}
          </button>
        </>
      }
    >
      <div className="ad-form">
        {kind === 'rename' ? (
          <>
            <TextField
              label={t('admin:codes.zh')}
              value={zh}
              maxLength={60}
              error={isTried && !zh.trim() ? t('common:field.required') : undefined}
              onChange={(event) => setZh(event.target.value)}
            />
            <TextField
              label={t('admin:codes.en')}
              value={en}
              maxLength={80}
              error={isTried && !en.trim() ? t('common:field.required') : undefined}
              onChange={(event) => setEn(event.target.value)}
            />
          </>
        ) : (
          <p>{t(`admin:codes.${state}Body`)}</p>
        )}
        <ReasonField value={reason} isTried={isTried} onChange={setReason} />
        {save.error ? (
          <p className="fx-notice fx-notice--bad" role="alert">
            {words(save.error).detail}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
