import { CompiledQuery } from 'kysely';
import type { AchievementContent } from '../../contracts/achievements.contract.ts';
import type { DemandContent } from '../../contracts/demands.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { type Clock, dayOf } from '../../kernel/clock.ts';
import { AppError, orNotFound } from '../../kernel/errors.ts';
import { takeTurns } from '../../kernel/turns.ts';
import type { OrganisationsService, TeamsService } from '../accounts/index.ts';
import type { AchievementsService } from '../achievements/index.ts';
import type { DemandsService } from '../demands/index.ts';
import { fileOf } from './batch-file.ts';
import { draftRow, isUnchanged } from './draft-row.ts';
import type { DuplicateFinder } from './duplicate-finder.ts';
import { ImportFileError } from './formats/import-file-error.ts';
import { parseInWorker } from './formats/parse-in-worker.ts';
import { ImportBatch, ImportRow } from './import.entity.ts';
import { mayImport } from './imports.access.ts';
import { importTransition } from './imports.states.ts';
import { OwnerCache } from './owner-cache.ts';
import { contentOfRow, recheck, refuseRow } from './row-check.ts';
import { type ImportedParty, partyOf } from './row-content.ts';
import { countRows } from './row-counts.ts';

export interface RunnerDeps {
  em: () => Em;
  clock: Clock;
  organisations: OrganisationsService;
  teams: TeamsService;
  achievements: AchievementsService;
  demands: DemandsService;
  finder: DuplicateFinder;
  log: { warn(details: object, message: string): void };
}

/** Rows a transaction: small enough that others get the session in between, large enough to be quick. */
const CHUNK = 50;

/** The long work of an import, by the job queue; every step may be cut off and run again. */
export function createImportRunner(deps: RunnerDeps) {
  const { em: getEm, clock, organisations, teams, achievements, demands, finder } = deps;
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

  async function progress(batchId: string, done: number, total: number, phase: string): Promise<void> {
    await getEm().nativeUpdate(ImportBatch, { id: batchId }, { progress: { done, total, phase } });
  }

  async function parse(batchId: string, ownNames: readonly string[] | null): Promise<void> {
    const em = getEm();
    const batch = orNotFound(await em.findOne(ImportBatch, { id: batchId }));
    if (batch.state !== 'PARSING') return;
    const workbook = await parseInWorker(await fileOf(em, batchId), batch.fileName);
    const sheet = orNotFound(workbook.sheets.find((candidate) => candidate.name === batch.sheetName));
    // Cut off in the middle: the rows of the first try go, the file is whole.
    await em.nativeDelete(ImportRow, { batchId });
    const known = await finder.open(batch.target, em);
    const context = { now: clock.now(), defaultOrganisationId: batch.defaultOrganisationId ?? null, ownNames };
    const today = dayOf(context.now);
    const takeTurn = takeTurns();
    const total = sheet.rows.length;
    for (let done = 0; sheet.rows.length > 0; ) {
      const rows = [];
      /** Row to the stored record that it may repeat word for word. */
      const same = new Map<string, string>();
      // Taken out of the sheet, so that the memory of what is stored is free again.
      for (const parsed of sheet.rows.splice(0, CHUNK)) {
        await takeTurn();
        const row = draftRow(batch, sheet, parsed, today);
        rows.push(row);
        const { duplicates, sameId } = known.check(row, partyOf(row.values, batch.defaultOrganisationId ?? null));
        row.duplicates = duplicates as never;
        if (sameId) same.set(row.id, sameId);
        recheck(batch.target, row, context);
        // What another institution holds is neither shown to this one nor merged into.
        if (row.issues.some((issue) => issue.code === 'foreign_organisation')) row.duplicates = [];
      }
      const stored = await finder.contentsOf(batch.target, em, [...new Set(same.values())]);
      for (const row of rows) {
        const recordId = same.get(row.id);
        const existing = recordId === undefined ? undefined : stored.get(recordId);
        if (existing && isUnchanged(batch.target, row.values, existing, context))
          Object.assign(row, { state: 'UNCHANGED', recordId });
        await takeTurn();
      }
      await em.insertMany(ImportRow, rows);
      em.clear();
      done += rows.length;
      await progress(batchId, done, total, 'parse');
      await takeTurn();
    }
    await finish(batchId, 'parsed');
  }

  async function commit(batchId: string, actor: Actor): Promise<void> {
    const em = getEm();
    const batch = orNotFound(await em.findOne(ImportBatch, { id: batchId }));
    if (batch.state !== 'COMMITTING') return;
    const total = (await countRows(em, batchId)).ready ?? 0;
    const owners = new OwnerCache();
    let done = 0;
    for (;;) {
      const rows = await em.find(
        ImportRow,
        { batchId, state: 'READY' },
        { orderBy: { rowNumber: 'asc' }, limit: CHUNK, fields: ['id'] },
      );
      if (rows.length === 0) break;
      const ids = rows.map((row) => row.id);
      em.clear();
      // Together when all are right; one by one, each under its own savepoint, when one is not: it never stops the batch.
      const together = await em
        .transactional((tx) => writeRows(tx as Em, actor, batch, ids, owners))
        .then(
          () => true,
          () => false,
        );
      em.clear();
      if (!together) owners.clear();
      if (!together) await em.transactional((tx) => writeOneByOne(tx as Em, actor, batch, ids));
      em.clear();
      done += rows.length;
      await progress(batchId, done, total, 'commit');
      await breathe();
    }
    await finish(batchId, 'committed');
  }

  async function writeOneByOne(em: Em, actor: Actor, batch: ImportBatch, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      try {
        await em.transactional((inner) => writeRows(inner as Em, actor, batch, [id], new OwnerCache()));
      } catch (error) {
        const row = orNotFound(await em.findOne(ImportRow, { id }));
        refuseRow(row, error);
        if (!(error instanceof AppError))
          deps.log.warn({ err: error, batchId: batch.id, row: row.rowNumber }, 'import row failed');
      }
    }
  }

  /** Writes rows inside the caller's transaction. @throws AppError for the first row that is not right */
  async function writeRows(
    em: Em,
    actor: Actor,
    batch: ImportBatch,
    ids: readonly string[],
    owners: OwnerCache,
  ): Promise<void> {
    // The cells are most of a row and say nothing here.
    const rows = (await em.find(
      ImportRow,
      { id: { $in: [...ids] } },
      { orderBy: { rowNumber: 'asc' }, exclude: ['cells'] },
    )) as unknown as ImportRow[];
    const fresh: {
      row: ImportRow;
      organisationId: string;
      teamId: string | null;
      content: object;
      source: { batchId: string; row: number };
    }[] = [];
    const merged: { row: ImportRow; id: string; content: object; source: { batchId: string; row: number } }[] = [];
    for (const row of rows) {
      const content = contentOfRow(batch.target, row);
      const source = { batchId: batch.id, row: row.rowNumber };
      if (row.decision === 'MERGE' && row.mergeIntoId) {
        merged.push({ row, id: row.mergeIntoId, content, source });
        continue;
      }
      const party = partyOf(row.values, batch.defaultOrganisationId ?? null);
      const organisationId = await owners.organisation(party, () => ownerOf(em, actor, batch, row, party));
      if (
        !mayImport(actor, {
          target: batch.target,
          defaultOrganisationId: organisationId,
          createdBy: batch.createdBy ?? null,
        })
      )
        throw new AppError('FORBIDDEN', { fields: [{ path: 'organisationName', code: 'foreign_organisation' }] });
      const teamId =
        batch.target === 'achievement' ? await teamOf(em, actor, organisationId, party, source, owners) : null;
      fresh.push({ row, organisationId, teamId, content, source });
    }
    const created =
      batch.target === 'demand'
        ? await demands.createImported(
            em,
            actor,
            fresh.map((item) => ({ ...item, content: item.content as DemandContent })),
          )
        : await achievements.createImported(
            em,
            actor,
            fresh.map((item) => ({ ...item, content: item.content as AchievementContent })),
          );
    const former = await (batch.target === 'achievement' ? achievements : demands).mergeImported(
      em,
      actor,
      merged as never,
    );
    for (const [i, { row, id }] of merged.entries())
      Object.assign(row, { before: former[i], recordId: id, state: 'COMMITTED' });
    await em.flush();
    await markCommitted(
      em,
      fresh.map(({ row }) => row.id),
      created,
    );
  }

  /** One statement for all: a unit of work over the whole rows costs more than the records themselves. */
  async function markCommitted(em: Em, rowIds: readonly string[], recordIds: readonly string[]): Promise<void> {
    if (rowIds.length === 0) return;
    await em.getKysely<unknown>().executeQuery(
      CompiledQuery.raw(
        `update import_row set state = 'COMMITTED', record_id = written.record_id, version = import_row.version + 1
           from unnest($1::uuid[], $2::uuid[]) as written (row_id, record_id) where import_row.id = written.row_id`,
        [rowIds, recordIds],
      ),
    );
  }

  async function teamOf(
    em: Em,
    actor: Actor,
    organisationId: string,
    party: ImportedParty,
    source: { batchId: string; row: number },
    owners: OwnerCache,
  ): Promise<string | null> {
    if (!party.teamName && !party.leader) return null;
    const name = (party.teamName ?? `${party.leader}团队`).slice(0, 60);
    return owners.team(organisationId, name, () =>
      teams.findOrCreate(em, actor, {
        name,
        organisationId,
        leader: party.leader,
        members: party.members,
        contactName: party.contactName,
        mobile: party.mobile,
        email: party.email,
        ...source,
      }),
    );
  }

  async function ownerOf(
    em: Em,
    actor: Actor,
    batch: ImportBatch,
    row: ImportRow,
    party: ImportedParty,
  ): Promise<string> {
    if (party.organisationName)
      return organisations.findOrCreate(em, actor, {
        name: party.organisationName,
        uscc: party.uscc,
        orgType: batch.target === 'demand' ? 'ENT' : party.orgType,
        batchId: batch.id,
        row: row.rowNumber,
      });
    if (batch.defaultOrganisationId) return batch.defaultOrganisationId;
    throw new AppError('INCOMPLETE', { fields: [{ path: 'organisationName', code: 'required' }] });
  }

  async function rollback(batchId: string, actor: Actor): Promise<void> {
    const em = getEm();
    const batch = orNotFound(await em.findOne(ImportBatch, { id: batchId }));
    if (batch.state !== 'ROLLING_BACK') return;
    const total = (await countRows(em, batchId)).committed ?? 0;
    const service = batch.target === 'achievement' ? achievements : demands;
    for (let done = 0; ; ) {
      const rows = await em.find(
        ImportRow,
        { batchId, state: 'COMMITTED' },
        { orderBy: { rowNumber: 'desc' }, limit: CHUNK, fields: ['id', 'recordId', 'before'] },
      );
      if (rows.length === 0) break;
      await em.transactional(async (tx) => {
        const written = rows.flatMap(({ recordId, before }) => (recordId ? [{ id: recordId, before }] : []));
        await service.undoImported(tx as Em, actor, batchId, written as never);
        await tx.nativeUpdate(
          ImportRow,
          { id: { $in: rows.map((row) => row.id) } },
          { state: 'SKIPPED', decision: 'SKIP', recordId: null },
        );
      });
      em.clear();
      done += rows.length;
      await progress(batchId, done, total, 'rollback');
      await breathe();
    }
    await finish(batchId, 'rolledBack');
  }

  async function finish(batchId: string, event: 'parsed' | 'committed' | 'rolledBack'): Promise<void> {
    const em = getEm();
    em.clear();
    await em.transactional(async (tx) => {
      const batch = orNotFound(await tx.findOne(ImportBatch, { id: batchId }));
      const to = importTransition(batch.state, event);
      if (!to) return;
      const now = clock.now();
      recordTransition(
        tx as Em,
        {
          userId: batch.createdBy ?? null,
          name: '导入',
          roles: [],
          organisationIds: [],
          adminOrganisationIds: [],
          isVerified: true,
        },
        now,
        {
          entity: 'importBatch',
          entityId: batchId,
          from: batch.state,
          to,
          event,
          content: { fileHash: batch.fileHash },
        },
      );
      batch.state = to;
      batch.progress = null;
      batch.updatedAt = now;
      if (event === 'committed') batch.committedAt ??= now;
      if (event === 'rolledBack') batch.rolledBackAt = now;
    });
  }

  return {
    /** Reads the file again, normalises every row and looks for duplicates. A file that fails leaves the batch FAILED with the cause. */
    async parse(batchId: string, ownNames: readonly string[] | null): Promise<void> {
      try {
        await parse(batchId, ownNames);
      } catch (error) {
        const em = getEm();
        em.clear();
        const known = error instanceof ImportFileError ? error : null;
        await em.nativeUpdate(
          ImportBatch,
          { id: batchId, state: 'PARSING' },
          {
            state: 'FAILED',
            progress: null,
            error: {
              code: known?.code ?? 'parse_failed',
              message: known?.sentence ?? '',
              params: { ...known?.params },
            },
          },
        );
        deps.log.warn({ err: error, batchId }, 'import parse failed');
      }
    },
    commit,
    rollback,
  };
}
