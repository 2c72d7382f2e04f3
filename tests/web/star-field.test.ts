import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeField } from '../../web/src/features/public/home/star-field.ts';

const inputs = fc
  .record({
    achievements: fc.nat(400),
    demands: fc.nat(200),
    links: fc.nat(80),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 7 }),
  })
  .map(({ shares, ...input }) => ({
    ...input,
    chains: shares.map((share, index) => ({
      code: `C${index}`,
      achievements: Math.floor(input.achievements * share),
      demands: Math.floor(input.demands * share),
    })),
  }));

describe('the river of stars', () => {
  it('has exactly one star for each record, whatever the chains say', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { stars, perStar } = makeField(input);
        expect(perStar).toBe(1);
        expect(stars.filter((star) => star.kind === 'achievement')).toHaveLength(input.achievements);
        expect(stars.filter((star) => star.kind === 'demand')).toHaveLength(input.demands);
      }),
    );
  });
  it('says how many records a star stands for when there are many', () => {
    const { stars, perStar } = makeField({ achievements: 80_000, demands: 20_000, links: 0, chains: [] });
    expect(stars.length).toBeLessThanOrEqual(900);
    expect(Math.abs(stars.length * perStar - 100_000)).toBeLessThanOrEqual(perStar);
  });
  it('joins demands with achievements, never more often than there are confirmed matches', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { stars, links } = makeField(input);
        expect(links.length).toBeLessThanOrEqual(Math.min(input.links, 48));
        for (const [demand, achievement] of links) {
          expect(stars[demand]?.kind).toBe('demand');
          expect(stars[achievement]?.kind).toBe('achievement');
        }
        expect(new Set(links.map(([, achievement]) => achievement)).size).toBe(links.length);
      }),
    );
  });
  it('is the same sky for the same figures', () => {
    const input = {
      achievements: 218,
      demands: 77,
      links: 20,
      chains: [{ code: 'MB', achievements: 60, demands: 20 }],
    };
    expect(makeField(input)).toEqual(makeField(input));
  });
});
