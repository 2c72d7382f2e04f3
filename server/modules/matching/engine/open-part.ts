import { type AchievementReading, type DemandReading, readAchievement, readDemand } from './features.ts';
import {
  canRead,
  factLevel,
  type Level,
  type MatchAchievement,
  type MatchDemand,
  type MatchIndicator,
} from './types.ts';

/** A record as somebody reads it who may read up to a level. */
export interface OpenPart<R> {
  reading: R;
  /** Its indicators whose values are closed: only the name is left. */
  shells: ReadonlySet<MatchIndicator>;
}

/** The same record with only what level `max` may read; fields above it are as if never entered. */
function restrictTo<T extends MatchDemand | MatchAchievement>(
  side: 'demand' | 'achievement',
  record: T,
  max: Level,
): T {
  const may = (fact: 'keywords' | 'scenes') => canRead(factLevel(side, record, fact), max);
  return {
    ...record,
    texts: record.texts.filter(({ level }) => canRead(level, max)),
    keywords: may('keywords') ? record.keywords : [],
    scenes: may('scenes') ? record.scenes : [],
    indicators: record.indicators.filter(({ nameLevel }) => canRead(nameLevel, max)),
  };
}

const closed = (indicator: MatchIndicator): MatchIndicator => ({
  ...indicator,
  value: null,
  value2: null,
  textValue: null,
  condition: '',
});

function shut<T extends MatchDemand | MatchAchievement>(side: 'demand' | 'achievement', record: T, max: Level) {
  const open = restrictTo(side, record, max);
  const shells = new Set<MatchIndicator>();
  const indicators = open.indicators.map((indicator) => {
    if (canRead(indicator.valueLevel, max)) return indicator;
    const shell = closed(indicator);
    shells.add(shell);
    return shell;
  });
  return { record: { ...open, indicators }, shells };
}

/** Parts are made once a reading and level: a record is explained beside many others. */
function perLevel<R extends object>(make: (reading: R, max: Level) => OpenPart<R>) {
  const known = new WeakMap<R, Map<Level, OpenPart<R>>>();
  return (reading: R, max: Level): OpenPart<R> => {
    const levels = known.get(reading) ?? new Map<Level, OpenPart<R>>();
    known.set(reading, levels);
    const part = levels.get(max) ?? make(reading, max);
    levels.set(max, part);
    return part;
  };
}

export const openDemand = perLevel<DemandReading>(({ demand }, max) => {
  const { record, shells } = shut('demand', demand, max);
  return { reading: readDemand(record), shells };
});
export const openAchievement = perLevel<AchievementReading>(({ achievement }, max) => {
  const { record, shells } = shut('achievement', achievement, max);
  return { reading: readAchievement(record), shells };
});
