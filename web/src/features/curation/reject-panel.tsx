import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MatchDecision, REJECT_REASONS } from '../../../../server/contracts/matching.contract.ts';
import { useCodes } from '../../lib/code-label.ts';
import { useOfferedCodes } from '../../lib/offered-codes.ts';
import { keyOfReason, reasonOfKey } from './decision-ops.ts';

type Reason = NonNullable<MatchDecision['reasonCode']>;
const isField = (target: EventTarget): boolean => target instanceof HTMLTextAreaElement;

interface RejectPanelProps {
  title: string;
  onReject: (reason: Reason, comment: string) => void;
  onClose: () => void;
}

/** Reasons to reject, each behind one key. A digit or letter decides at once; R99 asks for words first. */
export function RejectPanel({ title, onReject, onClose }: RejectPanelProps) {
  const { t } = useTranslation();
  const { label } = useCodes();
  const { options } = useOfferedCodes();
  const offered = new Set(options('REJECT_REASON').map((option) => option.value));
  const reasons = REJECT_REASONS.filter((reason) => offered.has(reason));
  const id = useId();
  const first = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [comment, setComment] = useState('');
  const [isMissing, setMissing] = useState(false);
  useEffect(() => first.current?.focus(), []);

  const choose = (reason: Reason): void => {
    if (reason === 'R99' && !comment.trim()) {
      setMissing(true);
      field.current?.focus();
      return;
    }
    onReject(reason, comment.trim());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
      return;
    }
    if (isField(event.target)) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) choose('R99');
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const reason = reasonOfKey(event.key);
    if (reason && offered.has(reason)) {
      event.preventDefault();
      event.stopPropagation();
      choose(reason);
    }
  };

  return (
    <section className="cu-reject" aria-label={t('curation:reject.title', { title })} onKeyDown={onKeyDown}>
      <p className="cu-reject__lead" id={`${id}-lead`}>
        {t('curation:reject.lead')}
      </p>
      <ul>
        {reasons.map((reason, index) => (
          <li key={reason}>
            <button
              type="button"
              ref={index === 0 ? first : undefined}
              aria-keyshortcuts={keyOfReason(reason)}
              onClick={() => choose(reason)}
            >
              <kbd>{keyOfReason(reason)}</kbd>
              {label('REJECT_REASON', reason)}
            </button>
          </li>
        ))}
      </ul>
      <label className="cu-reject__comment" htmlFor={`${id}-comment`}>
        {t('curation:reject.comment')}
        <textarea
          id={`${id}-comment`}
          ref={field}
          className="fx-input"
          rows={2}
          maxLength={1000}
          value={comment}
          aria-invalid={isMissing && !comment.trim()}
          aria-describedby={isMissing ? `${id}-missing` : undefined}
          onChange={(event) => setComment(event.target.value)}
        />
      </label>
      {isMissing && !comment.trim() ? (
        <p id={`${id}-missing`} className="fx-field__error" role="alert">
          {t('curation:reject.commentMissing')}
        </p>
      ) : null}
      <div className="cu-reject__foot">
        {isMissing ? (
          <button type="button" className="fx-btn fx-btn--small fx-btn--danger" onClick={() => choose('R99')}>
            {t('curation:reject.asOther')}
          </button>
        ) : null}
        <button type="button" className="fx-btn fx-btn--small" onClick={onClose}>
          {t('common:action.cancel')}
        </button>
      </div>
    </section>
  );
}
