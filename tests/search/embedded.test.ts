import { EmbeddedEngine } from '../../search/engines/embedded/engine.ts';
import { CONTRACT_DIMENSION } from './contract-documents.ts';
import { runEngineContract } from './engine-contract.ts';

runEngineContract('embedded engine', {
  open: async (dir) => {
    const engine = new EmbeddedEngine({ dir, embeddingModelId: 'contract-8', dimension: CONTRACT_DIMENSION });
    await Promise.all([engine.stats('public'), engine.stats('matching')]);
    return engine;
  },
  abandon: (engine) => (engine as EmbeddedEngine).abandon(),
});
