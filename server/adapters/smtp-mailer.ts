import { createTransport } from 'nodemailer';
import { AppError } from '../kernel/errors.ts';
import type { Mailer } from '../kernel/mailer.ts';

/** Mail over SMTP (nodemailer). Without settings every send fails with a clear error. */
export function createMailer(smtp: { url: string; from: string } | null): Mailer {
  if (!smtp) {
    return {
      isConfigured: false,
      send: async () => {
        throw new AppError('MAIL_NOT_CONFIGURED');
      },
    };
  }
  const transport = createTransport(smtp.url);
  return {
    isConfigured: true,
    send: async ({ to, subject, text }) => {
      await transport.sendMail({ from: smtp.from, to, subject, text });
    },
  };
}
