/** Words for field errors, by code; used for the parts of a problem document that a form shows beside a field. */
const WORDS: Record<string, { zh: string; en: string }> = {
  required: { zh: '请填写此项', en: 'This is required' },
  too_small: { zh: '内容过短或数值过小', en: 'Too short or too small' },
  too_big: { zh: '内容过长或数值过大', en: 'Too long or too large' },
  invalid_type: { zh: '内容类型不正确', en: 'Not of the right type' },
  invalid_format: { zh: '格式不正确', en: 'Not of the right format' },
  invalid_value: { zh: '不在可选范围内', en: 'Not one of the allowed values' },
  unrecognized_keys: { zh: '包含无法识别的字段', en: 'Holds fields that are not known' },
  single_line: { zh: '不能换行', en: 'Must be a single line' },
  range_reversed: { zh: '上限不能小于下限', en: 'The upper end is below the lower end' },
  range_end_missing: { zh: '区间的两端都要填写', en: 'Give both ends of the range' },
  unknown_code: { zh: '代码不在代码表中', en: 'This code is not in the code table' },
  unknown_unit: { zh: '无法识别的计量单位', en: 'This unit is not known' },
  uscc_length: { zh: '统一社会信用代码应为18位', en: 'A unified social credit code has 18 characters' },
  uscc_symbol: { zh: '统一社会信用代码含有不允许的字符', en: 'The code holds a character that is not allowed' },
  uscc_check: { zh: '统一社会信用代码校验位不正确', en: 'The check character of the code is wrong' },
  uscc_class: {
    zh: '统一社会信用代码的登记机关或机构类别不正确',
    en: 'The first two characters of the code are not known',
  },
  patent_check: { zh: '专利号校验位不正确', en: 'The check digit of the patent number is wrong' },
  patent_type: { zh: '专利号的类型位不正确', en: 'The type digit of the patent number is wrong' },
  registration_no: { zh: '登记号格式不正确', en: 'The registration number is not of the right form' },
  date_order: { zh: '起始日期不能晚于完成日期', en: 'The start is after the completion' },
  date_future: { zh: '日期不能晚于今天', en: 'The date is in the future' },
  date_past: { zh: '日期不能早于今天', en: 'The date is in the past' },
  window_too_short: { zh: '答题截止日期距发布至少15天', en: 'The answer window is at least 15 days' },
  trl_order: { zh: '可接受的最低成熟度不能高于目标成熟度', en: 'The lowest accepted level is above the target' },
  too_long: { zh: '最长90天', en: 'At most 90 days' },
  duplicate: { zh: '已被使用', en: 'Already in use' },
  not_found: { zh: '所选对象不存在', en: 'What was chosen does not exist' },
  not_member: { zh: '您不属于该单位', en: 'You do not belong to this organisation' },
  cursor: { zh: '分页标记无效', en: 'The page marker is not valid' },
  conditions_name_supplier: { zh: '合作条件不能指定某一家供应方', en: 'Conditions may not name one supplier' },
  measurable_mandatory: { zh: '至少要有一项必达且可测量的指标', en: 'At least one mandatory, measurable indicator' },
  contact_missing: { zh: '手机和邮箱至少填写一项', en: 'Give a mobile number or an e-mail address' },
  mobile: { zh: '手机号码格式不正确', en: 'Not a mobile number' },
  email: { zh: '邮箱格式不正确', en: 'Not an e-mail address' },
  custom: { zh: '内容不符合要求', en: 'Not as required' },
};

export type Locale = 'zh' | 'en';

/** Words of a field error; unknown codes fall back to the general sentence. */
export function fieldMessage(code: string, locale: Locale): string {
  return (WORDS[code] ?? WORDS.custom!)[locale];
}
export const isFieldCode = (code: string): boolean => code in WORDS;
