import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Check, IntellectualProperty } from '../../../../server/contracts/achievements.contract.ts';
import { labelOf } from '../../../../server/contracts/code-tables/index.ts';
import type { Indicator } from '../../../../server/contracts/indicator.contract.ts';
import { useCodes } from '../../lib/code-label.ts';
import { formatPrice } from '../../lib/format.ts';
import { indicatorValue } from '../../lib/indicator.ts';
import { TrlStars } from '../trl-stars.tsx';
import type { Content, FieldSpec } from './field-spec.ts';
import { OrganisationNames } from './organisation-picker.tsx';

export interface TextSpan {
  start: number;
  end: number;
  level: 'BLOCK' | 'REVIEW' | 'HINT';
  code: string;
}

/** Text with the findings of the machine check marked by their weight. */
export function MarkedText({ text, spans }: { text: string; spans: readonly TextSpan[] }) {
  const { t } = useTranslation('desk');
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at || span.end > text.length) continue;
    parts.push(text.slice(at, span.start));
    parts.push(
      <mark
        key={span.start}
        className={`rc-finding rc-finding--${span.level.toLowerCase()}`}
        title={t(`desk:finding.${span.code}`)}
      >
        {text.slice(span.start, span.end)}
      </mark>,
    );
    at = span.end;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

/** Whether a field holds something to show. */
export function hasValue(field: FieldSpec, content: Content): boolean {
  const value = content[field.name];
  if (field.upper && content[field.upper] != null) return true;
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '' && value !== false;
}

/** Division when the table has it, its section otherwise. */
function industryName(code: string, locale: string): string {
  const division = code.slice(0, 3);
  const name = code.length > 1 ? labelOf('INDUSTRY_DIVISION', division, locale) : division;
  return name === division ? labelOf('INDUSTRY_SECTION', code.slice(0, 1), locale) : name;
}

/** One value for reading. */
export function ValueView({
  field,
  content,
  spans = [],
}: {
  field: FieldSpec;
  content: Content;
  spans?: readonly TextSpan[];
}) {
  const { t, i18n } = useTranslation('desk');
  const { label, labels } = useCodes();
  if (!hasValue(field, content)) return <span className="rc-none">{t('desk:value.none')}</span>;
  const value = content[field.name];
  switch (field.kind) {
    case 'line':
    case 'month':
    case 'day':
    case 'text':
      return (
        <span className="rc-prose">
          <MarkedText text={String(value)} spans={spans} />
        </span>
      );
    case 'tags':
      return (
        <span className="rc-words">
          {(value as string[]).map((word) => (
            <span key={word} className="fx-tag">
              {word}
            </span>
          ))}
        </span>
      );
    case 'code':
      return <>{field.table ? label(field.table, String(value)) : String(value)}</>;
    case 'codes':
    case 'ordered':
      return <>{field.table ? labels(field.table, value as string[]) : String(value)}</>;
    case 'hti':
      return <>{`${String(value)} ${label('HTI', String(value))}`}</>;
    case 'industry':
      return (
        <>
          {(value as string[]).map((code) => `${code} ${industryName(code, i18n.language)}`).join(t('desk:value.and'))}
        </>
      );
    case 'trl':
      return <TrlStars trl={value as number} withName />;
    case 'percent':
      return <>{`${String(value)} %`}</>;
    case 'switch':
      return <>{t(value === true ? 'desk:value.yes' : 'desk:value.no')}</>;
    case 'money':
      return (
        <>
          {formatPrice({
            mode: String(content.budgetMode ?? content.priceMode ?? 'RANGE'),
            min: value as number | null,
            max: content[field.upper ?? ''] as number | null,
          })}
        </>
      );
    case 'indicators':
      return <IndicatorList items={value as Indicator[]} />;
    case 'organisations':
      return <OrganisationNames ids={value as string[]} />;
    case 'patents':
      return <RightList items={value as IntellectualProperty[]} />;
  }
}

function IndicatorList({ items }: { items: readonly Indicator[] }) {
  const { t } = useTranslation('desk');
  return (
    <ul className="rc-list">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
        <li key={index}>
          <b>{item.name}</b> {indicatorValue(item) ?? t('desk:value.unknown')}
          {item.condition ? <small>（{item.condition}）</small> : null}
          {item.mandatory ? <span className="fx-tag fx-tag--amber">{t('desk:indicator.mandatoryShort')}</span> : null}
        </li>
      ))}
    </ul>
  );
}

function RightList({ items }: { items: readonly IntellectualProperty[] }) {
  const { label, labels } = useCodes();
  return (
    <ul className="rc-list">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
        <li key={index}>
          {label('IP_TYPE', item.ipType)} <span className="rc-code">{item.normalNumber ?? item.number ?? ''}</span>{' '}
          {item.title}
          <small>
            {label('IP_LEGAL_STATUS', item.legalStatus)}
            {item.encumbrances.some((code) => code !== 'NONE') ? ` · ${labels('ENCUMBRANCE', item.encumbrances)}` : ''}
          </small>
        </li>
      ))}
    </ul>
  );
}

/** A check of secrecy or export with its person, date and document. */
export function CheckView({ check }: { check: z.infer<typeof Check> | null | undefined }) {
  const { t } = useTranslation('desk');
  if (!check) return <span className="rc-none">{t('desk:check.none')}</span>;
  return (
    <>
      {t(`desk:check.result.${check.result}`)} · {check.person} · {check.date}
      {check.document ? ` · ${check.document}` : ''}
    </>
  );
}
