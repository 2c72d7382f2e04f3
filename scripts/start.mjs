import { runProject } from './child.mjs';
import { ensureDependencies } from './ensure-deps.mjs';
import { ensureEnglish } from './ensure-english.mjs';
import { ensureWeb } from './ensure-web.mjs';

ensureDependencies();
ensureEnglish();
ensureWeb();
runProject(['server/main.ts']);
