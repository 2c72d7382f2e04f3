import { type FilterQuery, OptimisticLockError } from '@mikro-orm/core';
import type { TransitionView } from '../contracts/common.contract.ts';
import type { Em } from '../db/database.ts';
import type { Actor } from './actor.ts';
import { Transition } from './audit.entity.ts';
import { presentTransition, recordTransition } from './audit.ts';
import type { Clock } from './clock.ts';
import type { ReadOffCodes } from './code-switches.ts';
import type { ReadLevel } from './disclosure.ts';
import { AppError, notFound } from './errors.ts';
import { canBeEdited, type RecordKind, type ReviewedRow, writeEdit } from './reviewed-record.ts';
import type { Finding } from './text-check.ts';

/** A record as the actor may read it. */
interface Loaded<Row> {
  row: Row;
  level: ReadLevel;
}
interface Versioned {
  version: number;
}

export interface RecordUseCaseDeps<
  Row extends ReviewedRow<C>,
  C extends object,
  L extends Loaded<Row>,
  View,
  Edit extends Versioned & { content: C },
  Move extends Versioned,
> {
  em: () => Em;
  clock: Clock;
  kind: RecordKind<Row, C>;
  /** @throws AppError NOT_FOUND for a record that is none of the actor's */
  load(em: Em, actor: Actor, id: string): Promise<L>;
  view(em: Em, actor: Actor, id: string): Promise<View>;
  may(actor: Actor, action: 'edit' | 'confirm', loaded: L): boolean;
  /** Columns beside the content that an edit changes. */
  editColumns?(em: Em, row: Row, input: Edit): Promise<void>;
  /** One event of the state machine, inside the caller's transaction. */
  move(em: Em, actor: Actor, loaded: L, input: Move): Promise<void>;
  findings(content: C): Finding[];
  offCodes: ReadOffCodes;
  /** The record stands in the indexes and has changed. */
  touched(em: Em, id: string): Promise<void>;
}

/** What people do with an achievement and with a demand alike; what differs comes with the deps. */
export function createRecordUseCases<
  Row extends ReviewedRow<C>,
  C extends object,
  L extends Loaded<Row>,
  View,
  Edit extends Versioned & { content: C },
  Move extends Versioned,
>(deps: RecordUseCaseDeps<Row, C, L, View, Edit, Move>) {
  const { em: getEm, clock, kind, load, view } = deps;

  /** One change of one record: all of it or nothing, and the newer copy for whoever came too late. */
  async function change(actor: Actor, id: string, work: (em: Em, loaded: L) => Promise<void>): Promise<View> {
    const em = getEm();
    try {
      await em.transactional(async (tx) => work(tx as Em, await load(tx as Em, actor, id)));
    } catch (error) {
      if (!(error instanceof OptimisticLockError)) throw error;
      em.clear();
      throw new AppError('VERSION_CONFLICT', { current: await view(em, actor, id), cause: error });
    }
    em.clear();
    return view(em, actor, id);
  }

  async function assertVersion(em: Em, actor: Actor, row: Row, version: number): Promise<void> {
    if (row.version !== version) throw new AppError('VERSION_CONFLICT', { current: await view(em, actor, row.id) });
  }

  async function loadPrivy(em: Em, actor: Actor, id: string): Promise<Row> {
    const { row, level } = await load(em, actor, id);
    if (level !== 'OWNER' && level !== 'STAFF') throw notFound();
    return row;
  }

  const transition = (actor: Actor, id: string, input: Move): Promise<View> =>
    change(actor, id, async (em, loaded) => {
      await assertVersion(em, actor, loaded.row, input.version);
      await deps.move(em, actor, loaded, input);
    });

  return {
    get: (actor: Actor, id: string): Promise<View> => view(getEm(), actor, id),

    update: (actor: Actor, id: string, input: Edit): Promise<View> =>
      change(actor, id, async (em, loaded) => {
        const { row } = loaded;
        if (!deps.may(actor, 'edit', loaded)) throw notFound();
        await assertVersion(em, actor, row, input.version);
        if (!canBeEdited<Row, C>(kind, row)) throw new AppError('STATE_CONFLICT');
        await deps.editColumns?.(em, row, input);
        writeEdit(kind, actor, row, input.content, clock.now(), await deps.offCodes(em));
      }),

    transition,

    /** One event on several records; each answers for itself, so that one refusal leaves the others done. */
    async transitionMany(
      actor: Actor,
      input: { items: readonly (Versioned & { id: string })[]; transition: Omit<Move, 'version'> },
    ) {
      const results = [];
      for (const { id, version } of input.items) {
        try {
          await transition(actor, id, { ...input.transition, version } as Move);
          results.push({ id, ok: true as const, code: null, message: null });
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          const message = error.detail[actor.language ?? 'zh'];
          results.push({ id, ok: false as const, code: error.code as string, message });
        }
        getEm().clear();
      }
      return { results };
    },

    /** "Still valid?": the owner confirms, and the record counts as fresh for another twelve months. */
    confirm: (actor: Actor, id: string): Promise<View> =>
      change(actor, id, async (em, loaded) => {
        const { row } = loaded;
        if (!deps.may(actor, 'confirm', loaded)) throw notFound();
        if (!kind.editAsRevision.includes(row.status)) throw new AppError('STATE_CONFLICT');
        const now = clock.now();
        row.confirmedAt = now;
        row.updatedAt = now;
        recordTransition(em, actor, now, {
          entity: kind.entity,
          entityId: id,
          from: row.status,
          to: row.status,
          event: 'confirm',
          content: row.content,
        });
        await deps.touched(em, id);
      }),

    async history(actor: Actor, id: string): Promise<{ items: TransitionView[] }> {
      const em = getEm();
      await loadPrivy(em, actor, id);
      const where: FilterQuery<Transition> = { entity: kind.entity, entityId: id };
      const rows = await em.find(Transition, where, { orderBy: { at: 'asc' } });
      return { items: rows.map(presentTransition) };
    },

    async textFindings(actor: Actor, id: string): Promise<{ items: Finding[] }> {
      const row = await loadPrivy(getEm(), actor, id);
      return { items: deps.findings(row.revision?.content ?? row.content) };
    },
  };
}
