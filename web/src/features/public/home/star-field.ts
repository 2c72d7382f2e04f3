export interface FieldInput {
  achievements: number;
  demands: number;
  /** Confirmed matches, drawn as lines between a demand and an achievement. */
  links: number;
  chains: readonly { code: string; achievements: number; demands: number }[];
}
export interface FieldStar {
  /** Place in the hero, 0–1 both ways. */
  x: number;
  y: number;
  size: number;
  kind: 'achievement' | 'demand';
  chain: string | null;
  phase: number;
}
export interface Field {
  stars: FieldStar[];
  links: readonly (readonly [demand: number, achievement: number])[];
  /** Records behind one star. */
  perStar: number;
  /** Place for each chain's label, beside its cluster so that it hides no star. */
  clusters: readonly { code: string; x: number; y: number }[];
}

const MAX_STARS = 900;
const MAX_LINKS = 48;

/** mulberry32: the same sky for the same figures. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Point = readonly [x: number, y: number];
const RIVER: readonly [Point, Point, Point, Point] = [
  [0.54, 1.16],
  [0.6, 0.72],
  [0.8, 0.56],
  [0.95, -0.12],
];
/** Point of the river (a cubic Bézier curve) at t in 0–1. */
export function riverAt(t: number): Point {
  const u = 1 - t;
  const weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return [
    RIVER.reduce((sum, point, index) => sum + point[0] * (weights[index] ?? 0), 0),
    RIVER.reduce((sum, point, index) => sum + point[1] * (weights[index] ?? 0), 0),
  ];
}

/**
 * Lays one star for each record (for each `perStar` records once there are more than 900) along the river;
 * the stars of an industrial chain gather around its place. Links join a demand to the nearest free achievement, own chain first.
 */
export function makeField(input: FieldInput, seed = 20_241_119): Field {
  const random = randomFrom(seed);
  const gauss = (): number => (random() + random() + random() + random() - 2) / 2;
  const perStar = Math.max(1, Math.ceil((input.achievements + input.demands) / MAX_STARS));
  const inUse = input.chains.filter((chain) => chain.achievements + chain.demands > 0);
  const places = inUse.map((chain, index) => ({ chain, t: 0.16 + (0.68 * (index + 0.5)) / inUse.length }));
  const stars: FieldStar[] = [];
  const add = (kind: FieldStar['kind'], chain: string | null, t: number, spread: number): void => {
    const [x, y] = riverAt(Math.min(1, Math.max(0, t)));
    stars.push({
      x: x + gauss() * spread,
      y: y + gauss() * spread * 1.6,
      size: kind === 'demand' ? 1.9 + random() * 1.4 : 0.9 + random() ** 2 * 1.8,
      kind,
      chain,
      phase: random() * Math.PI * 2,
    });
  };
  for (const kind of ['achievement', 'demand'] as const) {
    const key = kind === 'achievement' ? 'achievements' : 'demands';
    let left = Math.round(input[key] / perStar);
    // Records may belong to several chains; together they never get more stars than there are records.
    for (const { chain, t } of places)
      for (let made = 0; made < Math.round(chain[key] / perStar) && left > 0; made++, left--)
        add(kind, chain.code, t + gauss() * 0.09, 0.13);
    for (; left > 0; left--) add(kind, null, random(), 0.22);
  }
  return {
    stars,
    perStar,
    links: linkUp(stars, Math.min(input.links, MAX_LINKS)),
    clusters: places.map(({ chain, t }) => clusterAt(chain.code, t)),
  };
}

function clusterAt(code: string, t: number): Field['clusters'][number] {
  const [x, y] = riverAt(t);
  return { code, x: Math.min(Math.max(x + 0.12, 0.76), 0.91), y: Math.min(y + 0.055, 0.86) };
}

function linkUp(stars: readonly FieldStar[], count: number): Field['links'] {
  const links: [number, number][] = [];
  const taken = new Set<number>();
  stars.forEach((demand, from) => {
    if (demand.kind !== 'demand' || links.length >= count) return;
    let best = -1;
    let bestDistance = Number.POSITIVE_INFINITY;
    stars.forEach((star, to) => {
      if (star.kind !== 'achievement' || taken.has(to)) return;
      const distance = (star.x - demand.x) ** 2 + (star.y - demand.y) ** 2 + (star.chain === demand.chain ? 0 : 0.02);
      // A line too short to see says nothing.
      if (distance < bestDistance && distance > 0.0012) {
        bestDistance = distance;
        best = to;
      }
    });
    if (best === -1) return;
    taken.add(best);
    links.push([from, best]);
  });
  return links;
}
