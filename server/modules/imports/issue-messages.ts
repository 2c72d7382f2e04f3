import { fieldMessage, type Locale } from '../../kernel/field-messages.ts';
import { VALUE_WORDS } from './normalise/value-words.ts';

/** Sentences for the codes of import issues, for the reviewer. They never hold cell text. */
const WORDS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  title_missing: {
    zh: '没有名称，无法建立记录',
    en: 'No title: no record can be made of this row',
  },
  title_cut: {
    zh: '名称超过60字，已截断，请改写',
    en: 'The title was longer than 60 characters and was cut; please rewrite it',
  },
  title_short: {
    zh: '名称少于5字，请核对',
    en: 'The title has fewer than 5 characters; please check',
  },
  text_cut: {
    zh: '文字超过{limit}字，已截断，请核对',
    en: 'The text was longer than {limit} characters and was cut; please check',
  },
  summary_moved: {
    zh: '简介超过{limit}字，已移到正文，请另写一段公开简介',
    en: 'The summary was longer than {limit} characters and was moved to the main text; please write a short public one',
  },
  phrase_too_long: {
    zh: '词语过长，请拆分',
    en: 'A phrase is too long; please split it',
  },
  phrases_cut: {
    zh: '词语过多或过长，只保留了一部分',
    en: 'Phrases too many or too long; only part was kept',
  },
  unsure: {
    zh: '请核对',
    en: 'Please check',
  },
  hidden_row: {
    zh: '原表中此行被隐藏，请确认是否导入',
    en: 'This row was hidden in the list; please confirm that it is to be imported',
  },
  broken_row: {
    zh: '原文件此行的引号不成对，无法拆分各列',
    en: 'The quotes of this row do not pair in the file, so its columns cannot be told apart',
  },
  cell_error: {
    zh: '原单元格是公式错误值，按空白处理',
    en: 'The cell holds a formula error and was read as empty',
  },
  formula_no_value: {
    zh: '原单元格是没有保存结果的公式，按空白处理',
    en: 'The cell holds a formula without a saved result and was read as empty',
  },
  formula_value: {
    zh: '原单元格是公式，取其最后一次的结果',
    en: 'The cell holds a formula; its last result was taken',
  },
  precision_lost: {
    zh: '原单元格把长号码存成了数值，末位数字可能已丢失',
    en: 'The cell kept a long number as a numeric value; its last digits may be lost',
  },
  ...VALUE_WORDS,
  organisation_missing: {
    zh: '没有单位：请填写单位，或在字段对应中指定归属单位',
    en: 'No organisation: fill it in, or name an owner of all rows in the mapping',
  },
  foreign_organisation: {
    zh: '院所管理员只能导入本单位的成果：请改为本单位，或跳过此行',
    en: 'An institute’s administrator imports the own institution only: correct the organisation, or skip the row',
  },
  duplicate_open: {
    zh: '与已有记录或本批其他行疑似重复：请选择合并、另存为新记录或跳过',
    en: 'It looks like an existing record or another row: merge it, keep it as new, or skip it',
  },
  not_phone_number: { zh: '不是手机号码或固定电话号码', en: 'Neither a mobile number nor a landline' },
};

/** Words for an issue of a row; codes of refused values are those of field errors. Never holds cell text. */
export function issueMessage(
  code: string,
  params: Readonly<Record<string, string>>,
  locale: Locale = 'zh',
  severity: 'error' | 'confirm' | 'hint' = 'confirm',
): string {
  const own = WORDS[code]?.[locale];
  const words = own ?? (severity === 'error' ? fieldMessage(code, locale) : WORDS.unsure![locale]);
  const sentence = words.replace(/\{(\w+)\}/gu, (_, key: string) => params[key] ?? '');
  if (!params.item) return sentence;
  return locale === 'zh' ? `第${params.item}项：${sentence}` : `Item ${params.item}: ${sentence}`;
}
export const hasIssueMessage = (code: string): boolean => Object.hasOwn(WORDS, code);
