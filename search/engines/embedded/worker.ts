import { parentPort, workerData } from 'node:worker_threads';
import { SearchError } from '../../errors.ts';
import { IndexStore } from './index-store.ts';
import type { WorkerCalls, WorkerMessage, WorkerMethod, WorkerRequest, WorkerSettings } from './protocol.ts';

const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only');
const send = (message: WorkerMessage) => port.postMessage(message);
const store = new IndexStore(workerData as WorkerSettings, (health) => send({ id: 0, health }));

type Handlers = {
  [M in WorkerMethod]: (argument: WorkerCalls[M][0]) => WorkerCalls[M][1] | Promise<unknown>;
};

const handlers: Handlers = {
  upsert: (documents) => store.upsert(documents),
  remove: (ids) => store.remove(ids),
  search: (query) => store.live.search.run(query),
  suggest: (query) => store.live.suggest.run(query),
  candidates: (query) => store.live.candidates.run(query),
  rebuildBegin: () => store.rebuildBegin(),
  rebuildAdd: (documents) => store.rebuildAdd(documents),
  rebuildCommit: () => store.rebuildCommit(),
  rebuildAbort: () => store.rebuildAbort(),
  listIds: () => [...store.live.state.slotById.keys()],
  stats: () => store.stats(),
  flush: () => store.flush(),
  close: () => store.close(),
};

function sendError(id: number, error: unknown): void {
  const code = error instanceof SearchError ? error.code : undefined;
  const message = error instanceof Error ? error.message : String(error);
  send({ id, error: { code, message } });
}

port.on('message', ({ id, method, argument }: WorkerRequest) => {
  try {
    const value = (handlers[method] as (argument: unknown) => unknown)(argument);
    if (!(value instanceof Promise)) send({ id, json: JSON.stringify(value) });
    else {
      value.then(
        (result: unknown) => {
          send({ id, json: JSON.stringify(result) });
          if (method === 'close') port.close();
        },
        (error: unknown) => sendError(id, error),
      );
    }
  } catch (error) {
    sendError(id, error);
  }
});
