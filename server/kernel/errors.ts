/** The closed table of errors: code → HTTP status and words. No message ever holds a record's text. */
export const ERROR_TABLE = {
  VALIDATION_FAILED: {
    status: 400,
    zh: '填写内容有误，请按提示修改后重新提交',
    en: 'Some fields are not right; please correct them',
  },
  BAD_REQUEST: { status: 400, zh: '请求无法识别', en: 'The request could not be understood' },
  UNAUTHENTICATED: { status: 401, zh: '请先登录', en: 'Please sign in first' },
  FORBIDDEN: { status: 403, zh: '您没有进行此操作的权限', en: 'You may not do this' },
  ACCOUNT_SUSPENDED: {
    status: 403,
    zh: '该账号已停用，请联系联盟秘书处',
    en: 'This account is suspended; please contact the secretariat',
  },
  OWN_ITEM: {
    status: 403,
    zh: '不能审核本人创建的内容，请由其他人员处理',
    en: 'You cannot approve what you created yourself',
  },
  NOT_FOUND: { status: 404, zh: '内容不存在，或您无权查看', en: 'Not found, or not for you to see' },
  VERSION_CONFLICT: {
    status: 409,
    zh: '内容已被他人更新，请查看最新版本后再提交',
    en: 'Someone changed this meanwhile; look at the newer copy first',
  },
  STATE_CONFLICT: { status: 409, zh: '当前状态下不能进行此操作', en: 'This is not possible in the present state' },
  DUPLICATE: { status: 409, zh: '已存在相同的记录', en: 'The same record exists already' },
  IDEMPOTENCY_CONFLICT: {
    status: 409,
    zh: '同一提交编号已用于另一份内容',
    en: 'This idempotency key was used for other content',
  },
  PAYLOAD_TOO_LARGE: { status: 413, zh: '提交的内容过大', en: 'The content is too large' },
  UNSUPPORTED_MEDIA: { status: 415, zh: '不支持的文件或内容类型', en: 'This kind of content is not supported' },
  INCOMPLETE: { status: 422, zh: '还有必填内容未完成', en: 'Required content is missing' },
  TEXT_BLOCKED: {
    status: 422,
    zh: '文本检查未通过，请按标注修改',
    en: 'The text check found wording that must be changed',
  },
  FILE_REJECTED: { status: 422, zh: '文件无法导入', en: 'The file cannot be imported' },
  REASON_REQUIRED: { status: 422, zh: '请填写原因', en: 'Please give a reason' },
  TOO_MANY_REQUESTS: { status: 429, zh: '操作过于频繁，请稍后再试', en: 'Too many requests; please wait a moment' },
  INTERNAL: {
    status: 500,
    zh: '系统出现错误，请稍后重试；如仍出现请提供请求编号',
    en: 'Something went wrong; please retry, and quote the request id if it persists',
  },
  MAIL_NOT_CONFIGURED: {
    status: 503,
    zh: '系统未配置邮件服务，请联系平台管理员',
    en: 'No mail server is configured; please contact the administrator',
  },
  SEARCH_UNAVAILABLE: {
    status: 503,
    zh: '检索服务暂不可用，正在恢复',
    en: 'Search is not available at the moment; it is being restored',
  },
  STORAGE_FULL: {
    status: 507,
    zh: '磁盘空间不足，内容未保存，请联系平台管理员',
    en: 'The disk is full; nothing was saved',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>;

export type ErrorCode = keyof typeof ERROR_TABLE;

export interface FieldError {
  /** Dotted path, such as `content.indicators.0.value`. */
  path: string;
  code: string;
  /** Overrides the table of field messages; never holds private text. */
  message?: string;
}

export interface AppErrorOptions {
  /** More exact words for the user, both languages. */
  detail?: { zh: string; en: string };
  fields?: readonly FieldError[];
  /** With VERSION_CONFLICT: the newer copy as the caller may read it. */
  current?: unknown;
  cause?: unknown;
}

/** The one error that services throw. The error plugin turns it into a problem document (RFC 9457). */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];
  readonly detail: { zh: string; en: string };
  readonly current: unknown;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields ?? [];
    this.detail = options.detail ?? { zh: ERROR_TABLE[code].zh, en: ERROR_TABLE[code].en };
    this.current = options.current;
  }

  get status(): number {
    return ERROR_TABLE[this.code].status;
  }
}

/** Field errors in one call: `invalid('content.uscc', 'uscc_check')`. */
export function invalid(path: string, code: string): AppError {
  return new AppError('VALIDATION_FAILED', { fields: [{ path, code }] });
}

export function notFound(): AppError {
  return new AppError('NOT_FOUND');
}

/** The record, or NOT_FOUND when there is none. */
export function orNotFound<T>(record: T | null | undefined): T {
  if (record == null) throw notFound();
  return record;
}
