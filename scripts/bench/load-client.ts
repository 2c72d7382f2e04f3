import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LoadOrder, LoadResult } from './load.ts';

type Without<T> = T extends { kind: string } ? Omit<T, 'kind'> : never;

/** The other end of the wire, in a process of its own: its work does not count as the server's. */
export class LoadClient {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(): Promise<LoadClient> {
    // A CPU profile asked of the server is not asked of the client.
    const child = fork(join(import.meta.dirname, 'load.ts'), { execArgv: [] });
    await once(child, 'message');
    return new LoadClient(child);
  }

  /** As many requests as `connections` can make in `seconds`. */
  flood(order: Without<Extract<LoadOrder, { kind: 'flood' }>>): Promise<LoadResult> {
    return this.#ask({ kind: 'flood', ...order });
  }

  /** A request every `everyMs` until `stopSteady`. */
  startSteady(order: Without<Extract<LoadOrder, { kind: 'steady' }>>): void {
    this.#child.send({ kind: 'steady', ...order } satisfies LoadOrder);
  }

  stopSteady(): Promise<LoadResult> {
    return this.#ask({ kind: 'stop' });
  }

  async #ask(order: LoadOrder): Promise<LoadResult> {
    const ended = once(this.#child, 'exit').then(([code]) => {
      throw new Error(`The load client ended with code ${code}`);
    });
    ended.catch(() => undefined);
    const answer = once(this.#child, 'message').then(([result]) => result as LoadResult);
    this.#child.send(order);
    const result = await Promise.race([answer, ended]);
    if (result.failed > 0) throw new Error(`${result.failed} requests failed`);
    return result;
  }

  close(): void {
    this.#child.kill();
  }
}
