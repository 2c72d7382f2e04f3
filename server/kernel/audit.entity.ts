import { defineEntity, p } from '@mikro-orm/core';

/** One row a transition (handbook section 4): who moved what from where to where, and the hash of what it then held. */
const TransitionSchema = defineEntity({
  name: 'Transition',
  tableName: 'transition',
  properties: {
    id: p.uuid().primary(),
    entity: p.string(),
    entityId: p.uuid(),
    fromState: p.string(),
    toState: p.string(),
    event: p.string(),
    actorId: p.uuid().nullable(),
    actorName: p.string(),
    role: p.string(),
    at: p.datetime(),
    reasonCode: p.string().nullable(),
    comment: p.string().nullable(),
    contentHash: p.string(),
    extra: p.json<Record<string, unknown>>(),
  },
});
export class Transition extends TransitionSchema.class {}
TransitionSchema.setClass(Transition);

/** Former content of a published record, kept when a newer version takes its place. */
const RecordVersionSchema = defineEntity({
  name: 'RecordVersion',
  tableName: 'record_version',
  properties: {
    id: p.uuid().primary(),
    entity: p.string(),
    entityId: p.uuid(),
    content: p.json<Record<string, unknown>>(),
    replacedAt: p.datetime(),
    replacedBy: p.uuid().nullable(),
  },
});
export class RecordVersion extends RecordVersionSchema.class {}
RecordVersionSchema.setClass(RecordVersion);

export { RecordVersionSchema, TransitionSchema };
