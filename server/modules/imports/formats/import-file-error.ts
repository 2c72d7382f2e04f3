import type { Locale } from '../../../kernel/field-messages.ts';

/** Why a file cannot be read. The words stand in the locale files; `params` never hold cell text or library messages. */
export type ImportFileCode =
  | 'file_empty'
  | 'file_too_large'
  | 'format_unknown'
  | 'format_old_xls'
  | 'format_xlsb'
  | 'format_ods'
  | 'format_html'
  | 'format_pdf'
  | 'format_word'
  | 'password_protected'
  | 'workbook_broken'
  | 'zip_too_many_entries'
  | 'zip_too_large'
  | 'zip_ratio'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'too_many_cells'
  | 'too_many_merges'
  | 'cell_too_long'
  | 'no_table'
  | 'only_header'
  | 'encoding_unknown'
  | 'csv_broken'
  | 'parse_timeout'
  | 'parse_memory';

const WORDS: Readonly<Record<ImportFileCode, Readonly<Record<Locale, string>>>> = {
  file_empty: {
    zh: '文件是空的，请检查是否选错了文件',
    en: 'The file is empty; please check that it is the right one',
  },
  file_too_large: {
    zh: '文件过大，上限为{limit}，请拆分后再导入',
    en: 'The file is too large; the limit is {limit}. Please split it',
  },
  format_unknown: {
    zh: '无法识别的文件格式，请使用 .xlsx 或 .csv 文件',
    en: 'This file format is not known; please use .xlsx or .csv',
  },
  format_old_xls: {
    zh: '这是旧版 .xls 文件，请在 Excel 或 WPS 中另存为 .xlsx 后再导入',
    en: 'This is an old .xls file; please save it as .xlsx in Excel or WPS',
  },
  format_xlsb: {
    zh: '这是二进制 .xlsb 文件，请另存为 .xlsx 后再导入',
    en: 'This is a binary .xlsb file; please save it as .xlsx',
  },
  format_ods: {
    zh: '这是 OpenDocument 表格，请另存为 .xlsx 后再导入',
    en: 'This is an OpenDocument table; please save it as .xlsx',
  },
  format_html: {
    zh: '这是网页格式的表格，请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入',
    en: 'This is a table in web format; open it in Excel or WPS and save it as .xlsx',
  },
  format_pdf: {
    zh: 'PDF 文件不能导入，请提供原始的 .xlsx 或 .csv 文件',
    en: 'A PDF cannot be imported; please use the original .xlsx or .csv file',
  },
  format_word: {
    zh: 'Word 文档不能导入，请把表格复制到 Excel 中并另存为 .xlsx',
    en: 'A Word document cannot be imported; copy the table into Excel and save it as .xlsx',
  },
  password_protected: {
    zh: '文件设有密码，请取消密码后再导入',
    en: 'The file has a password; please remove it first',
  },
  workbook_broken: {
    zh: '文件已损坏，无法读取，请重新导出或另存后再导入',
    en: 'The file is damaged and cannot be read; please export or save it again',
  },
  zip_too_many_entries: {
    zh: '文件内部条目过多，已拒绝读取，请把表格复制到新的 .xlsx 文件后再导入',
    en: 'The file holds too many parts and was refused; copy the table into a new .xlsx file',
  },
  zip_too_large: {
    zh: '文件解压后过大，已拒绝读取，请删除图片等附加内容或拆分后再导入',
    en: 'The unpacked file is too large and was refused; remove pictures and the like, or split it',
  },
  zip_ratio: {
    zh: '文件的压缩比异常，已拒绝读取，请把表格复制到新的 .xlsx 文件后再导入',
    en: 'The compression of the file is abnormal; it was refused. Copy the table into a new .xlsx file',
  },
  too_many_rows: {
    zh: '行数超过上限{limit}，请拆分后再导入',
    en: 'More than {limit} rows; please split the list',
  },
  too_many_columns: {
    zh: '列数超过上限{limit}，请删除多余的列后再导入',
    en: 'More than {limit} columns; please delete those not needed',
  },
  too_many_cells: {
    zh: '单元格数量超过上限{limit}，请拆分后再导入',
    en: 'More than {limit} cells; please split the list',
  },
  too_many_merges: {
    zh: '合并单元格超过上限{limit}，请取消不必要的合并后再导入',
    en: 'More than {limit} merged cells; please undo those not needed',
  },
  cell_too_long: {
    zh: '工作表“{sheet}”第{row}行有过长的单元格，请缩短后再导入',
    en: 'Row {row} of sheet “{sheet}” has a cell that is too long; please shorten it',
  },
  no_table: {
    zh: '文件中没有找到数据表，请检查是否选错了文件',
    en: 'No table was found in the file; please check that it is the right one',
  },
  only_header: {
    zh: '文件中只有表头，没有数据，请填好后再导入',
    en: 'The file has a header and no rows; please fill it in first',
  },
  encoding_unknown: {
    zh: '无法识别文件的文字编码，请另存为 UTF-8 编码的 CSV 或 .xlsx 后再导入',
    en: 'The encoding of the file cannot be recognised; please save it as CSV in UTF-8 or as .xlsx',
  },
  csv_broken: {
    zh: '第{line}行起引号不成对，无法拆分各列，请检查后再导入',
    en: 'From line {line} on the quotes do not pair, so the columns cannot be told apart; please check the file',
  },
  parse_timeout: {
    zh: '解析用时过长，已停止，请拆分后再导入',
    en: 'Reading took too long and was stopped; please split the list',
  },
  parse_memory: {
    zh: '解析所需内存过多，已停止，请拆分后再导入',
    en: 'Reading needed too much memory and was stopped; please split the list',
  },
};

export class ImportFileError extends Error {
  readonly code: ImportFileCode;
  readonly params: Readonly<Record<string, string>>;

  constructor(code: ImportFileCode, params: Record<string, string | number> = {}) {
    super(code);
    this.name = 'ImportFileError';
    this.code = code;
    this.params = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
  }

  /** The sentence for the user, in Chinese. */
  get sentence(): string {
    return fileSentence(this.code, this.params, 'zh');
  }
}

export function fileSentence(code: ImportFileCode, params: Readonly<Record<string, string>>, locale: Locale): string {
  return WORDS[code][locale].replace(/\{(\w+)\}/gu, (_, key: string) => params[key] ?? '');
}
export const isFileCode = (code: string): code is ImportFileCode => Object.hasOwn(WORDS, code);
