import type { ImportTarget } from '../../../contracts/imports.contract.ts';
import type { RowIssueDraft } from './normalise-row.ts';

const MAX_TEXT = 5000;
const MAX_SUMMARY = 300;

const take = (values: Record<string, unknown>, field: string): string | null => {
  const value = values[field];
  delete values[field];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Sections of several columns joined under headings, as the record has one text for them. */
function join(base: string | null, sections: readonly (readonly [heading: string, text: string | null])[]): string {
  return [base, ...sections.flatMap(([heading, text]) => (text ? [`【${heading}】\n${text}`] : []))]
    .filter((part) => part !== null && part !== '')
    .join('\n\n');
}

/** Puts texts of several columns where the record keeps them; a long public summary moves into the description. */
export function composeTexts(
  target: ImportTarget,
  values: Record<string, unknown>,
  issues: RowIssueDraft[],
  confidence: Record<string, number>,
): void {
  const main = target === 'achievement' ? 'description' : 'problem';
  const sections =
    target === 'achievement'
      ? ([
          ['创新点与优势', take(values, 'innovation')],
          ['应用前景', take(values, 'prospect')],
        ] as const)
      : ([['预期目标', take(values, 'goal')]] as const);
  const summary = typeof values.summary === 'string' ? values.summary : null;
  let base = take(values, main);
  if (summary !== null && summary.length > MAX_SUMMARY) {
    delete values.summary;
    base = base === null ? summary : `${summary}\n\n${base}`;
    issues.push({
      field: 'summary',
      code: 'summary_moved',
      severity: 'hint',
      raw: '',
      params: { limit: String(MAX_SUMMARY) },
    });
  }
  const text = join(base, sections);
  if (text === '') return;
  values[main] = text.slice(0, MAX_TEXT);
  if (text.length > MAX_TEXT) {
    issues.push({ field: main, code: 'text_cut', severity: 'confirm', raw: '', params: { limit: String(MAX_TEXT) } });
    confidence[main] = Math.min(confidence[main] ?? 1, 0.5);
  }
}
