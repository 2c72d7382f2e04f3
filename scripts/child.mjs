import { spawn } from 'node:child_process';
import { projectNode, root } from './ensure-deps.mjs';

/** How often a script looks whether npm is still there. */
const LOOK_MS = 250;

/**
 * Runs a file of the project on the project's own Node and ends with it. The terminal sends Ctrl-C to the whole group;
 * a signal that reaches this process alone is passed on. A signal that reaches npm alone ends npm's shell without a
 * word to us, so under npm the end of that shell stops the child too.
 */
export function runProject(args) {
  const child = spawn(projectNode(), args, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    const look = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(look);
      child.kill('SIGTERM');
    }, LOOK_MS);
  }
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 0)));
}
