import { join } from 'node:path';
import { evalLabels, fitLabels } from './eval-labels.ts';

// npm run fit -- VERSION: fits the relevance model to the judged pairs and prints it with its error over folds.
const path = join(import.meta.dirname, '../tests/search/quality/labels.json');
const fitted = await fitLabels(path, process.argv[2] ?? 'match-fit');
console.log(JSON.stringify(fitted, null, 2));
console.log('present', await evalLabels(path));
console.log('fitted', await evalLabels(path, fitted.model));
