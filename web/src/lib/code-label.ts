import { useTranslation } from 'react-i18next';
import {
  CODE_TABLES,
  type CodeEntry,
  type CodeTableName,
  codeEntry,
  labelOf,
} from '../../../server/contracts/code-tables/index.ts';

export interface CodeWords {
  /** Label of a code in the language of the page; an unknown code is shown as it is. */
  label: (table: CodeTableName, code: string | null | undefined) => string;
  labels: (table: CodeTableName, codes: readonly string[] | null | undefined) => string;
  /** GB/T 4754 codes: the division by name, else its section with the code. */
  industry: (code: string) => string;
  hint: (table: CodeTableName, code: string) => string;
  /** For a select; open and merged codes are left out. */
  options: (table: CodeTableName) => { value: string; label: string }[];
}

export function useCodes(): CodeWords {
  const { i18n } = useTranslation();
  const english = i18n.language.startsWith('en');
  const label: CodeWords['label'] = (table, code) => (code ? labelOf(table, code, i18n.language) : '');
  return {
    label,
    labels: (table, codes) => (codes ?? []).map((code) => label(table, code)).join(english ? ', ' : '、'),
    industry: (code) => {
      if (codeEntry('INDUSTRY_DIVISION', code)) return label('INDUSTRY_DIVISION', code);
      const section = label('INDUSTRY_SECTION', code.slice(0, 1));
      return code.length > 1 ? `${section} ${code}` : section;
    },
    hint: (table, code) => {
      const entry = codeEntry(table, code);
      return (english ? entry?.hintEn : entry?.hintZh) ?? '';
    },
    options: (table) =>
      (CODE_TABLES[table] as readonly CodeEntry[])
        .filter((entry) => !entry.open && !entry.replacedBy)
        .map((entry) => ({ value: entry.code, label: english ? entry.en : entry.zh })),
  };
}
