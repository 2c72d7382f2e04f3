/** The port of outgoing mail. */
export interface Mailer {
  /** False when no mail server is configured; callers then offer another way. */
  readonly isConfigured: boolean;
  /** @throws AppError MAIL_NOT_CONFIGURED, or the transport's error (the job retries). */
  send(mail: { to: string; subject: string; text: string }): Promise<void>;
}
