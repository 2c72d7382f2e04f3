import type { Indicator } from '../../../contracts/indicator.contract.ts';
import { splitSections } from '../../../kernel/text-sections.ts';
import { splitText } from '../../demands/index.ts';
import type { RowIssueDraft } from './normalise-row.ts';

/** What an author wrote down in so many words; guesses of the splitter are left to the wizard, one by one. */
const STATED = 0.8;
/** Always below what goes in without a person. */
const TO_CONFIRM = 0.7;
const MAX_TEXT = 5000;
const MAX_INDICATORS = 30;

type Draft = { values: Record<string, unknown>; issues: RowIssueDraft[]; confidence: Record<string, number> };

/**
 * Many lists hold a demand in one cell: 需求内容：… 预期目标：… 现有工作基础：…. A heading inside the cell is read as the
 * header of a column would be, for fields that have none: background by its headings, indicators under goals and
 * indicators, and a single stated budget, keywords, scenes and cooperation. What is taken from text waits for a
 * person; the text itself stays. Changes the draft.
 * @param today `YYYY-MM-DD`
 */
export function fillFromText(draft: Draft, today: string): void {
  const text = draft.values.problem;
  if (typeof text !== 'string' || text === '') return;
  const sections = splitSections(text);
  const suggestions = splitText(text, today).filter(({ confidence }) => confidence >= STATED);
  const of = (field: string) => suggestions.filter((item) => item.field === field);
  const isGoal = ({ start, end }: { start: number; end: number }): boolean =>
    sections.some(
      (section) =>
        (section.kind === 'goal' || section.kind === 'indicators') && start >= section.start && end <= section.end,
    );

  const propose = (field: string, values: Record<string, unknown>, code: string, raw: string): void => {
    if (field in draft.confidence) return;
    Object.assign(draft.values, values);
    draft.confidence[field] = TO_CONFIRM;
    draft.issues.push({ field, code, severity: 'confirm', raw: raw.slice(0, 300), params: {} });
  };
  const list = (field: string, found: readonly { value: unknown; display: string }[], max: number): void => {
    const items = [...new Set(found.flatMap(({ value }) => value as string[]))].slice(0, max);
    if (items.length > 0)
      propose(field, { [field]: items }, 'found_in_text', found.map(({ display }) => display).join('；'));
  };

  const goals = of('indicators').filter(isGoal).slice(0, MAX_INDICATORS);
  if (goals.length > 0)
    propose(
      'indicators',
      { indicators: goals.map(({ value }) => value as Indicator) },
      'indicators_from_text',
      goals.map(({ display }) => display).join('；'),
    );
  const [budget, ...others] = of('budget');
  // Of several amounts nobody can say which one is the budget.
  if (budget && others.length === 0)
    propose('budget', budget.value as Record<string, unknown>, 'found_in_text', budget.display);
  list('keywords', of('keywords'), 10);
  list('scenes', of('scenes'), 10);
  list('cooperationModes', of('cooperationModes'), 9);
  moveBackground(draft, text, sections);
}

/** Leaves the text whole where nothing but background would be moved, or where a column gave a background already. */
function moveBackground(draft: Draft, text: string, sections: ReturnType<typeof splitSections>): void {
  const aside = sections.filter(({ kind }) => kind === 'background' || kind === 'company');
  if (aside.length === 0 || 'background' in draft.confidence) return;
  let kept = '';
  let at = 0;
  const moved: string[] = [];
  for (const { start, end, heading } of aside) {
    const from = text.lastIndexOf(heading, start);
    const lineStart = Math.max(at, text.slice(0, from).search(/[^\n。；;]*$/u));
    kept += text.slice(at, lineStart);
    const content = text.slice(start, end).trim();
    if (content) moved.push(content);
    at = end;
  }
  kept = (kept + text.slice(at)).trim();
  if (moved.length === 0 || kept.length < 10) return;
  draft.values.problem = kept;
  draft.values.background = moved.join('\n\n').slice(0, MAX_TEXT);
  draft.confidence.background = 0.85;
  draft.issues.push({ field: 'background', code: 'split_by_heading', severity: 'hint', raw: '', params: {} });
}
