import { spawn } from 'node:child_process';
import { ensureDependencies, projectNode, root } from './ensure-deps.mjs';

// Runs a script of the project on the project's own Node: `node scripts/run.mjs scripts/import.ts …`.
ensureDependencies();
const child = spawn(projectNode(), process.argv.slice(2), { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {});
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 0)));
