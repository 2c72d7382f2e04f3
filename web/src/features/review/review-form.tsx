import { useTranslation } from 'react-i18next';
import { Field, TextField } from '../../components/field.tsx';
import type { RecordKind } from '../../components/record/records.queries.ts';
import { type CheckForm, checklistOf, needsComment, type ReviewEvent, type ReviewForm } from './review-logic.ts';

interface ReviewFormProps {
  kind: RecordKind;
  event: ReviewEvent;
  form: ReviewForm;
  onChange: (form: ReviewForm) => void;
  /** Field → words. */
  errors: Readonly<Record<string, string>>;
  managers: readonly { id: string; name: string }[];
}

const RESULTS = ['CLEARED', 'RESTRICTED', 'PENDING'] as const;
const REASONS = ['R13', 'R15', 'R11', 'R14', 'R99'] as const;

/** What a step of the review asks for: points to confirm, checks with person, date and document, a reason. */
export function ReviewFormFields({ kind, event, form, onChange, errors, managers }: ReviewFormProps) {
  const { t } = useTranslation('review');
  const set = (patch: Partial<ReviewForm>): void => onChange({ ...form, ...patch });
  const points = checklistOf(kind, event);
  const toggle = (point: string): void =>
    set({
      checked: form.checked.includes(point) ? form.checked.filter((item) => item !== point) : [...form.checked, point],
    });
  const templates = [1, 2, 3, 4].map((no) => t(`review:template.${event}.${no}`, { defaultValue: '' })).filter(Boolean);
  return (
    <div className="rc-form">
      {points.length ? (
        <fieldset className="rv-points">
          <legend>{t('review:points.title')}</legend>
          {points.map((point) => (
            <label key={point} className="rc-check">
              <input type="checkbox" checked={form.checked.includes(point)} onChange={() => toggle(point)} />
              {t(`review:points.${kind}.${point}`)}
            </label>
          ))}
          {errors.checked ? <p className="fx-field__error">{errors.checked}</p> : null}
        </fieldset>
      ) : null}
      {event === 'instituteApprove'
        ? (['secrecyCheck', 'exportCheck'] as const).map((name) => (
            <CheckFields
              key={name}
              name={name}
              value={form[name]}
              errors={errors}
              onChange={(value) => set({ [name]: value })}
            />
          ))
        : null}
      {event === 'accept' && managers.length ? (
        <Field label={t('review:manager.label')} hint={t('review:manager.hint')} error={errors.managerId}>
          {(props) => (
            <select
              {...props}
              className="fx-select"
              value={form.managerId}
              onChange={(change) => set({ managerId: change.target.value })}
            >
              <option value="">{t('review:manager.me')}</option>
              {managers.map((manager) => (
                <option key={manager.id} value={manager.id}>
                  {manager.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {event === 'accept' && !managers.length ? <p className="rc-quiet">{t('review:manager.mine')}</p> : null}
      {event === 'refined' ? (
        <TextField
          label={t('review:interviewOn')}
          type="date"
          value={form.interviewOn}
          error={errors.interviewOn}
          onChange={(change) => set({ interviewOn: change.target.value })}
        />
      ) : null}
      {event === 'reject' ? (
        <Field label={t('review:reason.label')} error={errors.reasonCode}>
          {(props) => (
            <select
              {...props}
              className="fx-select"
              value={form.reasonCode}
              onChange={(change) => set({ reasonCode: change.target.value })}
            >
              <option value="">{t('desk:field.pick')}</option>
              {REASONS.map((code) => (
                <option key={code} value={code}>
                  {t(`desk:rejectReason.${code}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {templates.length ? (
        <div className="rv-templates">
          <span className="rc-quiet">{t('review:template.label')}</span>
          {templates.map((text) => (
            <button
              key={text}
              type="button"
              className="rc-link"
              onClick={() => set({ comment: form.comment ? `${form.comment}\n${text}` : text })}
            >
              {text}
            </button>
          ))}
        </div>
      ) : null}
      <Field
        label={t(needsComment(event) ? 'review:comment.required' : 'review:comment.optional')}
        isOptional={!needsComment(event)}
        error={errors.comment}
      >
        {(props) => (
          <textarea
            {...props}
            className="fx-input"
            rows={3}
            maxLength={1000}
            value={form.comment}
            onChange={(change) => set({ comment: change.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function CheckFields({
  name,
  value,
  errors,
  onChange,
}: {
  name: 'secrecyCheck' | 'exportCheck';
  value: CheckForm;
  errors: Readonly<Record<string, string>>;
  onChange: (value: CheckForm) => void;
}) {
  const { t } = useTranslation('review');
  const set = (patch: Partial<CheckForm>): void => onChange({ ...value, ...patch });
  return (
    <fieldset className="rv-check">
      <legend>{t(`review:check.${name}`)}</legend>
      <p className="rc-quiet">{t(`review:check.${name}Help`)}</p>
      <div className="rv-check__results" role="radiogroup" aria-label={t(`review:check.${name}`)}>
        {RESULTS.map((result) => (
          <label key={result} className="rc-check">
            <input type="radio" name={name} checked={value.result === result} onChange={() => set({ result })} />
            {t(`desk:check.result.${result}`)}
          </label>
        ))}
      </div>
      {errors[`${name}.result`] ? <p className="fx-field__error">{errors[`${name}.result`]}</p> : null}
      <div className="rv-check__grid">
        <TextField
          label={t('review:check.person')}
          value={value.person}
          maxLength={40}
          error={errors[`${name}.person`]}
          onChange={(change) => set({ person: change.target.value })}
        />
        <TextField
          label={t('review:check.date')}
          type="date"
          value={value.date}
          error={errors[`${name}.date`]}
          onChange={(change) => set({ date: change.target.value })}
        />
        <TextField
          label={t('review:check.document')}
          isOptional
          value={value.document}
          maxLength={100}
          error={errors[`${name}.document`]}
          onChange={(change) => set({ document: change.target.value })}
        />
      </div>
    </fieldset>
  );
}
