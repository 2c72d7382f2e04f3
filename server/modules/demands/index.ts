/** Front door of demands. */
export { maskFirm, maskIndicator } from './alias.ts';
export { clarityOf } from './clarity.ts';
export { knowsFirm } from './demands.access.ts';
export { createDemandCalendar } from './demands.calendar.ts';
export { checkDemandContent } from './demands.content.ts';
export { DEMAND_FIELD_LEVELS, demandContentAt, demandStaleAt } from './demands.presenter.ts';
export { createDemandRecords, type DemandRecord, type DemandRecords } from './demands.records.ts';
export { createDemandsService, type DemandsService } from './demands.service.ts';
export { splitText } from './split-text.ts';
