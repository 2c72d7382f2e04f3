import { createHash } from 'node:crypto';
import type { TransitionView } from '../contracts/common.contract.ts';
import type { Em } from '../db/database.ts';
import type { Actor } from './actor.ts';
import { RecordVersion, Transition } from './audit.entity.ts';
import { newId } from './ids.ts';

export interface TransitionInput {
  entity: string;
  entityId: string;
  from: string;
  to: string;
  event: string;
  content: unknown;
  reasonCode?: string | null;
  comment?: string | null;
  extra?: Record<string, unknown>;
}

/** Writes the audit row of a transition; `content` is stored as a hash only. */
export const recordTransition = (em: Em, actor: Actor, now: Date, input: TransitionInput): Transition =>
  em.create(Transition, transitionRow(actor, now, input));

/** Writes many at once, in one statement and without a trace in the identity map. */
export async function recordTransitions(
  em: Em,
  actor: Actor,
  now: Date,
  inputs: readonly TransitionInput[],
): Promise<void> {
  if (inputs.length)
    await em.insertMany(
      Transition,
      inputs.map((input) => transitionRow(actor, now, input)),
    );
}

/** Keeps the content that a newer one is about to replace. */
export function keepVersion(
  em: Em,
  actor: Actor,
  now: Date,
  entity: string,
  row: { id: string; content: object },
): void {
  em.create(RecordVersion, {
    id: newId(),
    entity,
    entityId: row.id,
    content: row.content as Record<string, unknown>,
    replacedAt: now,
    replacedBy: actor.userId,
  });
}

function transitionRow(actor: Actor, now: Date, input: TransitionInput) {
  return {
    id: newId(now.getTime()),
    entity: input.entity,
    entityId: input.entityId,
    fromState: input.from,
    toState: input.to,
    event: input.event,
    actorId: actor.userId,
    actorName: actor.name,
    role: actor.roles[0] ?? (actor.userId ? 'member' : 'system'),
    at: now,
    reasonCode: input.reasonCode ?? null,
    comment: input.comment || null,
    contentHash: contentHash(input.content),
    extra: input.extra ?? {},
  };
}

/** SHA-256 over JSON with sorted keys, so that equal content has one hash. */
export function contentHash(content: unknown): string {
  const canonical = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(canonical)
      : value && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([, inner]) => inner !== undefined)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, canonical(inner)]),
          )
        : value;
  return createHash('sha256')
    .update(JSON.stringify(canonical(content)))
    .digest('hex');
}

export function presentTransition(row: Transition): TransitionView {
  return {
    id: row.id,
    from: row.fromState,
    to: row.toState,
    event: row.event,
    actorName: row.actorName,
    role: row.role,
    at: row.at.toISOString(),
    reasonCode: row.reasonCode ?? null,
    comment: row.comment ?? null,
  };
}
