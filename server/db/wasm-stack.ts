import type { PGlite } from '@electric-sql/pglite';

/** What the guard needs of the compiled module; PGlite declares it as private. */
interface PostgresModule {
  ___stack_pointer?: WebAssembly.Global;
  _PostgresMainLoopOnce?: () => void;
}

/**
 * PostgreSQL leaves a failed statement with a long jump. PGlite 0.5 makes it an exception that crosses the frames of
 * WebAssembly without giving their stack back: 704 bytes a failure, so that after some 3,000 failures every statement
 * ends in 54001 for good. Here the stack pointer returns to where it stood before the statement, as a long jump would.
 * Every other exception is a trap inside PostgreSQL, which PGlite passes over in silence: `onTrap` hears of it.
 * @throws Error when PGlite has no such module any more: then this guard has to be looked at anew
 */
export function guardStack(pglite: PGlite, onTrap: (error: unknown) => void): void {
  const module = (pglite as unknown as { mod?: PostgresModule }).mod;
  const pointer = module?.___stack_pointer;
  const loopOnce = module?._PostgresMainLoopOnce;
  if (!module || !pointer || !loopOnce) throw new Error('This version of PGlite does not show its stack pointer');
  module._PostgresMainLoopOnce = () => {
    const before: unknown = pointer.value;
    try {
      loopOnce();
    } catch (error) {
      pointer.value = before;
      // Long jumps are thrown as plain values, traps as errors.
      if (error instanceof Error) onTrap(error);
      throw error;
    }
  };
}
