/** Front door of notices. */
export { createNotificationsService, type NotificationsService } from './notifications.service.ts';
