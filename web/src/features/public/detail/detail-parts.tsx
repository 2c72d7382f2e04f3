import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Indicator } from '../../../../../server/contracts/indicator.contract.ts';
import { Icon } from '../../../components/icon.tsx';
import { toast } from '../../../components/toasts.tsx';
import { indicatorValue } from '../../../lib/indicator.ts';
import { paths } from '../../../lib/paths.ts';
import { useMe } from '../../../lib/session.ts';
import '../../../components/controls.css';
import './detail.css';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="fx-detail__section" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Paragraphs as the author broke them. */
export function Prose({ text }: { text: string }) {
  return (
    <div className="fx-prose">
      {text.split(/\n+/u).map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other identity
        <p key={index}>{paragraph}</p>
      ))}
    </div>
  );
}

/** Names with values; what is empty is left out. */
export function Facts({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  const filled = rows.filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (!filled.length) return null;
  return (
    <dl className="fx-facts">
      {filled.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Tags({ items, tone }: { items: readonly string[] | undefined; tone?: 'blue' }) {
  if (!items?.length) return null;
  return (
    <ul className="fx-tags">
      {items.map((item) => (
        <li key={item} className={`fx-tag${tone ? ` fx-tag--${tone}` : ''}`}>
          {item}
        </li>
      ))}
    </ul>
  );
}

/** Indicators as a table that becomes a list of cards on phones. */
export function Indicators({ items, isRequirement }: { items: readonly Indicator[]; isRequirement: boolean }) {
  const { t } = useTranslation();
  const head = {
    name: t('public:indicator.name'),
    value: t(isRequirement ? 'public:indicator.required' : 'public:indicator.reached'),
    condition: t('public:indicator.condition'),
    mandatory: t('public:indicator.kind'),
  };
  return (
    <table className="fx-table">
      <thead>
        <tr>
          <th scope="col">{head.name}</th>
          <th scope="col">{head.value}</th>
          <th scope="col">{head.condition}</th>
          {isRequirement ? <th scope="col">{head.mandatory}</th> : null}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={`${item.name}${item.condition}`}>
            <th scope="row">{item.name}</th>
            <td data-label={head.value} className="fx-num">
              {indicatorValue(item) ?? <span className="fx-muted">{t('public:indicator.later')}</span>}
            </td>
            <td data-label={head.condition}>{item.condition || '—'}</td>
            {isRequirement ? (
              <td data-label={head.mandatory}>
                {t(item.mandatory ? 'public:indicator.mandatory' : 'public:indicator.wish')}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Fields that open only when both sides have accepted; the others open to verified accounts. */
const AFTER_ACCEPTANCE = new Set([
  'confidential',
  'contactName',
  'contactMobile',
  'contactEmail',
  'secrecyCheck',
  'exportCheck',
  'budgetMin',
  'budgetMax',
]);

/** Says which parts are held back at this level, and what opens them. */
export function Withheld({ fields }: { fields: readonly string[] }) {
  const { t } = useTranslation();
  const me = useMe();
  const location = useLocation();
  const names = (list: readonly string[]): string =>
    [...new Set(list.map((field) => t(`public:withheld.field.${field}`, { defaultValue: '' })).filter(Boolean))].join(
      t('public:search.comma'),
    );
  const first = names(fields.filter((field) => !AFTER_ACCEPTANCE.has(field)));
  const second = names(fields.filter((field) => AFTER_ACCEPTANCE.has(field)));
  if (!first && !second) return null;
  return (
    <section className="fx-withheld fx-no-print" aria-label={t('public:withheld.title')}>
      <Icon name="lock" size={22} />
      <div>
        {first ? <p>{t('public:withheld.verified', { names: first })}</p> : null}
        {second ? <p>{t('public:withheld.accepted', { names: second })}</p> : null}
        {first && me === null ? (
          <p className="fx-withheld__ways">
            <Link className="fx-btn fx-btn--small fx-btn--primary" to={paths.signIn(location.pathname)}>
              {t('common:nav.signIn')}
            </Link>
            <Link className="fx-btn fx-btn--small" to={paths.register}>
              {t('common:nav.register')}
            </Link>
          </p>
        ) : null}
        {first && me && !me.isVerified ? <p>{t('public:withheld.waiting')}</p> : null}
      </div>
    </section>
  );
}

/** Copy the address, print. */
export function PageTools() {
  const { t } = useTranslation();
  const copy = (): void => {
    // Without https the browser hides its clipboard: the address bar is then the way.
    if (!navigator.clipboard) return void toast.warn(t('public:detail.copyByHand'));
    navigator.clipboard.writeText(window.location.href).then(
      () => toast.success(t('public:detail.copied')),
      () => toast.warn(t('public:detail.copyByHand')),
    );
  };
  return (
    <>
      <button type="button" className="fx-btn fx-btn--small" onClick={copy}>
        <Icon name="link" size={16} />
        {t('public:detail.copy')}
      </button>
      <button type="button" className="fx-btn fx-btn--small" onClick={() => window.print()}>
        <Icon name="print" size={16} />
        {t('common:action.print')}
      </button>
    </>
  );
}
