import { spawn } from 'node:child_process';
import { ensureDependencies, projectNode, root } from './ensure-deps.mjs';
import { ensureEnglish } from './ensure-english.mjs';
import { ensureWeb } from './ensure-web.mjs';

ensureDependencies();
ensureEnglish();
ensureWeb();
const child = spawn(projectNode(), ['server/main.ts'], { cwd: root, stdio: 'inherit' });
// The terminal sends Ctrl-C to the whole group; a supervisor's SIGTERM reaches this process alone and is passed on.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {});
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 0)));
