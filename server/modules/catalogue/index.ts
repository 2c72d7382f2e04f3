/** Front door of the public catalogue: search by people and public figures. */
export { type CardStore, createCardStore } from './card-store.ts';
export { type CatalogueService, createCatalogueService } from './catalogue.service.ts';
export { type SearchAnswer, searchJson } from './search-json.ts';
