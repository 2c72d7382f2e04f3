import { useTranslation } from 'react-i18next';
import { codeEntry } from '../../../../server/contracts/code-tables/index.ts';
import type { ImportTarget } from '../../../../server/contracts/imports.contract.ts';
import type { Indicator } from '../../../../server/contracts/indicator.contract.ts';
import { useCodes } from '../../lib/code-label.ts';
import { formatPrice } from '../../lib/format.ts';
import { indicatorValue } from '../../lib/indicator.ts';
import { editorOf } from './field-editors.ts';
import { type FieldLine, isEmptyValue } from './row-fields.ts';

const REGIONS = ['QINGDAO_DISTRICT', 'SHANDONG_CITY', 'PROVINCE'] as const;
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

interface Right {
  normalNumber?: string | null;
  number?: string | null;
  title?: string;
  ipType?: string;
  legalStatus?: string;
}

/** The normal form of a field in the words a reviewer reads; several lines for lists of indicators and patents. Empty when nothing was read. */
export function useValueText(target: ImportTarget): (line: FieldLine) => string[] {
  const { t } = useTranslation();
  const { label, labels, industry } = useCodes();
  const region = (code: string): string => {
    for (const table of REGIONS) if (codeEntry(table, code)) return label(table, code);
    return code;
  };
  return ({ field, values }) => {
    const editor = editorOf(target, field);
    const value = values[field] ?? Object.values(values)[0];
    if (Object.values(values).every(isEmptyValue)) return [];
    switch (editor?.kind) {
      case 'code':
        return [label(editor.table, String(value))];
      case 'codes':
        return [labels(editor.table, texts(value))];
      case 'hti':
        return [label('HTI', String(value))];
      case 'industry':
        return [texts(value).map(industry).join('、')];
      case 'region':
        return [region(String(value))];
      case 'yesNo':
        return [t(value === true ? 'imports:value.yes' : 'imports:value.no')];
      case 'percent':
        return [`${String(value)}%`];
      case 'trlRange': {
        const { trl, trlMin, trlMax } = values;
        if (number(trl) !== null) return [t('imports:value.trl', { level: trl, name: label('TRL', String(trl)) })];
        return [t('imports:value.trlRange', { from: trlMin ?? '?', to: trlMax ?? '?' })];
      }
      case 'trl':
        return [t('imports:value.trl', { level: value, name: label('TRL', String(value)) })];
      case 'money': {
        const mode = String(values[editor.mode] ?? 'NEGOTIABLE');
        const price = formatPrice({ mode, min: number(values[editor.min]), max: number(values[editor.max]) });
        const share = number(values.equityPct);
        return [share === null ? price : t('imports:value.equity', { price, share })];
      }
      case 'period':
        return [`${values.startDate ?? '…'} – ${values.completionDate ?? '…'}`];
      case 'indicators':
        return (value as Indicator[]).map((item) =>
          [item.name, indicatorValue(item), item.mandatory ? t('imports:value.mandatory') : '']
            .filter(Boolean)
            .join(' '),
        );
      case 'patents':
        return (value as Right[]).map((right) =>
          [
            right.normalNumber ?? right.number,
            right.title,
            right.ipType ? label('IP_TYPE', right.ipType) : '',
            right.legalStatus ? label('IP_LEGAL_STATUS', right.legalStatus) : '',
          ]
            .filter(Boolean)
            .join(' · '),
        );
      default:
        return Object.values(values).flatMap((item) =>
          isEmptyValue(item) ? [] : [Array.isArray(item) ? item.map(String).join('、') : String(item)],
        );
    }
  };
}
