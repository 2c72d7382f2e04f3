import { runProject } from './child.mjs';
import { ensureDependencies } from './ensure-deps.mjs';

// Runs a script of the project on the project's own Node: `node scripts/run.mjs scripts/import.ts …`.
ensureDependencies();
runProject(process.argv.slice(2));
