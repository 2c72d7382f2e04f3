import type { ImportTarget } from '../../../contracts/imports.contract.ts';
import type { Locale } from '../../../kernel/field-messages.ts';
import { fieldLabel } from './fields.ts';

/** Why a column was proposed for a field, or for none; the words are made for the reader. */
export type MappingReason =
  | { code: 'REMEMBERED' | 'LONG_TEXT' | 'SHORT_TEXT' | 'NONE' }
  | { code: 'SAME_HEADER' | 'LIKE_HEADER'; name: string }
  | { code: 'CONTENT' | 'TAKEN'; field: string };

const WORDS: Readonly<Record<MappingReason['code'], Readonly<Record<Locale, string>>>> = {
  REMEMBERED: { zh: '沿用该单位上次的对应关系', en: 'As in this sender’s last list' },
  SAME_HEADER: { zh: '表头与“{what}”相同', en: 'The header is “{what}”' },
  LIKE_HEADER: { zh: '表头与“{what}”相近', en: 'The header resembles “{what}”' },
  CONTENT: { zh: '内容像是“{what}”', en: 'The cells look like “{what}”' },
  LONG_TEXT: { zh: '没有表头，按内容判断为正文', en: 'No header; the cells hold long text' },
  SHORT_TEXT: { zh: '没有表头，按内容判断为名称', en: 'No header; the cells look like titles' },
  TAKEN: { zh: '“{what}”已由更相符的一列对应', en: 'Another column fits “{what}” better' },
  NONE: { zh: '没有相符的字段', en: 'No field fits' },
};

/** The reason as a sentence in the reader's language. */
export function mappingReason(reason: MappingReason, target: ImportTarget, locale: Locale): string {
  const what = 'name' in reason ? reason.name : 'field' in reason ? fieldLabel(target, reason.field, locale) : '';
  return WORDS[reason.code][locale].replace('{what}', what);
}
