import { defineEntity, p } from '@mikro-orm/core';

const NotificationSchema = defineEntity({
  name: 'Notification',
  tableName: 'notification',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    kind: p.string(),
    params: p.json<Record<string, string>>(),
    link: p.string().nullable(),
    createdAt: p.datetime(),
    readAt: p.datetime().nullable(),
    mailedAt: p.datetime().nullable(),
  },
});
export class Notification extends NotificationSchema.class {}
NotificationSchema.setClass(Notification);

export { NotificationSchema };
