import type { Locale } from '../../../kernel/field-messages.ts';

/** Sentences for what the readers of values say: money, dates, codes, people, numbers of rights, texts. */
export const VALUE_WORDS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  extra_text: {
    zh: '除已识别的内容外还有其他文字，请核对',
    en: 'There is more text than what was recognised; please check',
  },
  unit_missing: {
    zh: '没有写明单位，无法判断是元还是万元，请填写',
    en: 'No unit, so yuan and 10,000 yuan cannot be told apart; please fill in the amount',
  },
  unit_conflict: {
    zh: '单元格写的单位与表头不一致，请核对',
    en: 'The unit in the cell differs from the header; please check',
  },
  implausible_amount: {
    zh: '按表头单位换算后金额异常，请核对单位',
    en: 'With the unit of the header the amount is implausible; please check the unit',
  },
  zero_amount: {
    zh: '金额为0，请核对',
    en: 'The amount is 0; please check',
  },
  not_money: {
    zh: '无法识别为金额',
    en: 'Not recognised as an amount',
  },
  several_amounts: {
    zh: '有多个金额，请选定一个',
    en: 'Several amounts; please choose one',
  },
  several_bounds: {
    zh: '同时写了上限和下限，请核对',
    en: 'Both an upper and a lower limit; please check',
  },
  negative_amount: {
    zh: '金额为负数',
    en: 'The amount is negative',
  },
  percentage_only: {
    zh: '只有比例，没有金额',
    en: 'Only a percentage, no amount',
  },
  per_period: {
    zh: '金额按年、月或件计，不能直接作为总价',
    en: 'The amount is per year, month or piece and cannot be the total price',
  },
  foreign_currency: {
    zh: '金额为外币，未作换算，请填写人民币金额',
    en: 'The amount is in a foreign currency and was not converted; please give it in yuan',
  },
  also_negotiable: {
    zh: '同时写了金额和面议，请核对',
    en: 'Both an amount and “negotiable”; please check',
  },
  equity_detail: {
    zh: '入股条件较复杂，请核对',
    en: 'The terms of equity are complex; please check',
  },
  undisclosed_price: {
    zh: '原表不公开价格，暂按面议处理',
    en: 'The list does not disclose the price; taken as negotiable for now',
  },
  not_a_budget: {
    zh: '无法识别为预算',
    en: 'Not recognised as a budget',
  },
  range_reversed: {
    zh: '区间的下限大于上限',
    en: 'The lower end is above the upper end',
  },
  date_invalid: {
    zh: '日期不存在或不完整',
    en: 'The date does not exist or is incomplete',
  },
  not_a_date: {
    zh: '无法识别为日期',
    en: 'Not recognised as a date',
  },
  date_order: {
    zh: '开始日期晚于结束日期',
    en: 'The start is after the end',
  },
  date_approx: {
    zh: '原文是大致时间',
    en: 'The text gives an approximate time',
  },
  month_needed: {
    zh: '只有年份，请补充月份',
    en: 'Only a year; please add the month',
  },
  month_trailing_zero: {
    zh: '数值2024.1可能是2024年1月，也可能是2024年10月，请核对',
    en: 'The number 2024.1 may be January or October 2024; please check',
  },
  short_year: {
    zh: '年份只有两位，请核对',
    en: 'The year has only two digits; please check',
  },
  year_last: {
    zh: '日期按“月/日/年”的写法识别，请核对',
    en: 'Read as month/day/year; please check',
  },
  still_running: {
    zh: '尚未结束，没有完成时间',
    en: 'Not finished, so there is no completion date',
  },
  single_date: {
    zh: '只有一个时间，已作为完成时间',
    en: 'Only one date; taken as the completion',
  },
  last_day_taken: {
    zh: '没有写明日期，取该时段的最后一天',
    en: 'No day given; the last day of the period was taken',
  },
  no_fixed_date: {
    zh: '长期有效或没有固定日期，请设定日期',
    en: 'Open-ended or without a fixed date; please set a date',
  },
  as_soon_as_possible: {
    zh: '原文为尽快，请设定日期',
    en: 'The text says “as soon as possible”; please set a date',
  },
  relative_date: {
    zh: '原文为相对期限，请换算成日期',
    en: 'The text gives a relative term; please turn it into a date',
  },
  trl_range: {
    zh: '成熟度是一个区间，发布前须确定一级',
    en: 'The readiness is a range; one level is needed before publication',
  },
  trl_from_words: {
    zh: '成熟度由文字推断，请确认',
    en: 'The readiness was inferred from words; please confirm',
  },
  trl_planned_only: {
    zh: '文字只说到计划，尚不能判断成熟度',
    en: 'The text speaks of plans only; the readiness cannot be judged yet',
  },
  trl_unknown_words: {
    zh: '无法从文字判断成熟度',
    en: 'The readiness cannot be judged from these words',
  },
  trl_name_unsettled: {
    zh: '“仿真级”“功能级”在各地表中级别不同，请填写数字',
    en: 'This name stands for different levels in local scales; please give the number',
  },
  trl_local_scale: {
    zh: '这是十三级标度的级别，请换算成1至9级',
    en: 'This is a level of the 13-level scale; please convert it to 1–9',
  },
  trl_out_of_range: {
    zh: '成熟度应为1至9级',
    en: 'The readiness must be 1–9',
  },
  code_unknown: {
    zh: '不在代码表中，请选择',
    en: 'Not in the code table; please choose',
  },
  code_guessed: {
    zh: '按相近的名称对应，请确认',
    en: 'Matched to a similar name; please confirm',
  },
  code_partly_unknown: {
    zh: '有一部分不在代码表中，请核对',
    en: 'Some are not in the code table; please check',
  },
  too_many_codes: {
    zh: '选项过多，只保留了前几项',
    en: 'Too many choices; only the first were kept',
  },
  hti_level_2_needed: {
    zh: '只写到一级领域，请选择二级领域',
    en: 'Only a first-level field; please choose a second-level one',
  },
  region_unknown: {
    zh: '无法识别地区',
    en: 'The region is not recognised',
  },
  organisation_unclear: {
    zh: '单位名称不清楚，请核对',
    en: 'The name of the organisation is unclear; please check',
  },
  no_name: {
    zh: '没有识别到姓名',
    en: 'No name was recognised',
  },
  odd_name: {
    zh: '姓名写法不常见，请核对',
    en: 'An unusual spelling of a name; please check',
  },
  several_names: {
    zh: '有多个姓名，取第一个，请确认',
    en: 'Several names; the first was taken, please confirm',
  },
  not_a_phone: {
    zh: '无法识别为电话号码',
    en: 'Not recognised as a telephone number',
  },
  landline_only: {
    zh: '只有固定电话，不作为手机号，原文保留',
    en: 'Only a landline; it stays in the original cell and is not taken as a mobile number',
  },
  not_an_email: {
    zh: '无法识别为邮箱',
    en: 'Not recognised as an e-mail address',
  },
  several_emails: {
    zh: '有多个邮箱，取第一个，请确认',
    en: 'Several e-mail addresses; the first was taken, please confirm',
  },
  not_yes_or_no: {
    zh: '无法判断是或否',
    en: 'Neither yes nor no can be read',
  },
  not_a_percentage: {
    zh: '无法识别为百分比',
    en: 'Not recognised as a percentage',
  },
  percentage_over_100: {
    zh: '百分比超过100',
    en: 'The percentage is above 100',
  },
  fraction_as_percent: {
    zh: '小数按百分比换算，请确认',
    en: 'A fraction was taken as a percentage; please confirm',
  },
  uscc_length: {
    zh: '统一社会信用代码应为18位',
    en: 'A unified social credit code has 18 characters',
  },
  uscc_symbol: {
    zh: '统一社会信用代码含有不允许的字符',
    en: 'The credit code holds a character that is not allowed',
  },
  uscc_check: {
    zh: '统一社会信用代码校验位不正确',
    en: 'The check character of the credit code is wrong',
  },
  uscc_suggestion: {
    zh: '可能把字母误写成了数字，请对照原件核对',
    en: 'A letter may have been written for a digit; please compare with the original',
  },
  uscc_org_code: {
    zh: '其中的组织机构代码校验位不符，请核对',
    en: 'The check digit of the organisation code inside does not fit; please check',
  },
  uscc_class: {
    zh: '登记机关或机构类别不常见，请核对',
    en: 'An unusual registration authority or class; please check',
  },
  patent_check: {
    zh: '专利号校验位不正确。请对照证书：写错的请改正；证书上确为此号的请确认，入库时加注说明',
    en: 'The check digit of the patent number is wrong. Compare it with the certificate: correct it if miswritten; confirm it if the certificate really says so, and the record will carry a note',
  },
  patent_type: {
    zh: '专利号的类型位不正确，请改正号码，或把类型改为“其他”',
    en: 'The type digit of the patent number is wrong; correct the number, or set the kind to “other”',
  },
  patent_year: {
    zh: '专利号的年份不正确，请改正号码，或把类型改为“其他”',
    en: 'The year in the patent number is wrong; correct the number, or set the kind to “other”',
  },
  check_inferred: {
    zh: '专利号缺少校验位，已补全，请核对',
    en: 'The patent number had no check digit; it was completed, please check',
  },
  kind_letter_missing: {
    zh: '公开号缺少文献种类字母',
    en: 'The publication number has no kind letter',
  },
  kind_letter_unknown: {
    zh: '公开号的文献种类字母无法识别',
    en: 'The kind letter of the publication number is not known',
  },
  unknown_pattern: {
    zh: '号码格式无法识别，已按原文保留',
    en: 'The form of the number is not known; kept as it is',
  },
  ip_type_conflict: {
    zh: '文字所说的类型与号码不一致，请核对',
    en: 'The kind in words does not fit the number; please check',
  },
  ip_count_only: {
    zh: '只写了数量，没有号码；数量已记入备注',
    en: 'Only a count, no numbers; the count was noted',
  },
  ip_without_number: {
    zh: '没有号码，已按原文记入备注',
    en: 'No number; the text was noted',
  },
  ip_unclear: {
    zh: '无法识别知识产权内容',
    en: 'No intellectual property was recognised',
  },
  too_many_rights: {
    zh: '知识产权过多，只保留了前50项',
    en: 'Too many rights; only the first 50 were kept',
  },
  indicators_from_text: {
    zh: '指标由文字提取，请逐项核对',
    en: 'The indicators were taken from text; please check each',
  },
  no_indicator: {
    zh: '没有识别到可测量的指标',
    en: 'No measurable indicator was recognised',
  },
  registration_no_old_form: {
    zh: '登记号是旧格式，已按原文保留',
    en: 'An old form of registration number; kept as it is',
  },
  found_in_text: {
    zh: '取自正文中明写的内容，请核对',
    en: 'Taken from what the text says; please check',
  },
  split_by_heading: {
    zh: '正文中“现有基础、背景、企业简介”等小标题下的内容已移到背景',
    en: 'What stood under headings such as background or company profile was moved to the background',
  },
};
