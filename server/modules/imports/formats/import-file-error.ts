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
  | 'encoding_unknown'
  | 'csv_broken'
  | 'parse_timeout'
  | 'parse_memory';

const WORDS: Readonly<Record<ImportFileCode, string>> = {
  file_empty: '文件是空的',
  file_too_large: '文件过大，上限为{limit}，请拆分后再导入',
  format_unknown: '无法识别的文件格式，请使用 .xlsx 或 .csv 文件',
  format_old_xls: '这是旧版 .xls 文件，请在 Excel 或 WPS 中另存为 .xlsx 后再导入',
  format_xlsb: '这是二进制 .xlsb 文件，请另存为 .xlsx 后再导入',
  format_ods: '这是 OpenDocument 表格，请另存为 .xlsx 后再导入',
  format_html: '这是网页格式的表格，请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入',
  format_pdf: 'PDF 文件不能导入，请提供原始的 .xlsx 或 .csv 文件',
  format_word: 'Word 文档不能导入，请把表格复制到 Excel 中并另存为 .xlsx',
  password_protected: '文件设有密码，请取消密码后再导入',
  workbook_broken: '文件已损坏，无法读取，请重新导出或另存后再导入',
  zip_too_many_entries: '文件内部条目过多，已拒绝读取',
  zip_too_large: '文件解压后过大，已拒绝读取',
  zip_ratio: '文件的压缩比异常，已拒绝读取',
  too_many_rows: '行数超过上限{limit}，请拆分后再导入',
  too_many_columns: '列数超过上限{limit}，请删除多余的列后再导入',
  too_many_cells: '单元格数量超过上限{limit}，请拆分后再导入',
  too_many_merges: '合并单元格超过上限{limit}，请取消不必要的合并后再导入',
  cell_too_long: '工作表“{sheet}”第{row}行有过长的单元格，请缩短后再导入',
  no_table: '文件中没有找到数据表',
  encoding_unknown: '无法识别文件的文字编码，请另存为 UTF-8 编码的 CSV 或 .xlsx 后再导入',
  csv_broken: '第{line}行起引号不成对，无法拆分各列，请检查后再导入',
  parse_timeout: '解析用时过长，已停止，请拆分后再导入',
  parse_memory: '解析所需内存过多，已停止，请拆分后再导入',
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
    return WORDS[this.code].replace(/\{(\w+)\}/gu, (_, key: string) => this.params[key] ?? '');
  }
}
