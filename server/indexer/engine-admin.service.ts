import type { z } from 'zod';
import type { SearchEngine } from '../../search/port.ts';
import type { EngineState } from '../contracts/admin.contract.ts';
import type { Queue } from '../jobs/queue.ts';
import { type Actor, hasRole } from '../kernel/actor.ts';
import { AppError } from '../kernel/errors.ts';
import type { Indexer } from './indexer.ts';

/** State of the search engine for administrators, and the rebuild that heals it. */
export function createEngineAdminService(deps: {
  engine: SearchEngine;
  indexer: Indexer;
  queue: Queue;
  onError: (error: unknown) => void;
}) {
  const { engine, indexer, queue } = deps;
  const allow = (actor: Actor) => {
    if (!hasRole(actor, 'platformAdmin', 'operator')) throw new AppError('FORBIDDEN');
  };
  return {
    async state(actor: Actor): Promise<z.infer<typeof EngineState>> {
      allow(actor);
      const health = await engine.health();
      const indexes = [];
      for (const index of ['public', 'matching'] as const) {
        const stats = await engine.stats(index);
        const compared = await indexer.compare(index);
        indexes.push({
          index,
          documents: stats.documents,
          inDatabase: compared.expected,
          missing: compared.missing.length,
          surplus: compared.surplus.length,
          deleted: stats.deleted,
          terms: stats.terms,
          bytes: stats.bytes,
          embeddingModel: stats.embeddingModel,
          dimension: stats.dimension,
          indexVersion: stats.indexVersion,
          lastChangeAt: stats.lastChangeAt,
          snapshotAt: stats.snapshotAt,
        });
      }
      return {
        engine: engine.name,
        status: health.status,
        detail: health.detail ?? null,
        indexes,
        rebuild: indexer.rebuildState(),
        jobs: await queue.stats(),
      };
    },
    /** Starts a rebuild in the background. @throws AppError STATE_CONFLICT while one runs */
    async rebuild(actor: Actor): Promise<void> {
      allow(actor);
      if (indexer.rebuildState().running) throw new AppError('STATE_CONFLICT');
      void indexer.rebuild().catch(deps.onError);
    },
  };
}
export type EngineAdminService = ReturnType<typeof createEngineAdminService>;
