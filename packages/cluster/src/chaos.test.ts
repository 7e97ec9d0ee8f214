import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawChaos, validateInChaos } from './testing/chaos.js';
import { writeMany } from './testing/deliverable.js';
import { validateInline } from './testing/fleet.js';
import { describeWithRedis } from './testing/redis.js';

const FILES = 200;

describeWithRedis('workers killed at random, and Redis once', () => {
  let many: Awaited<ReturnType<typeof writeMany>>;
  beforeAll(async () => {
    many = await writeMany(FILES);
  });
  afterAll(() => many.remove());

  // `npx tsx scripts/chaos.ts` does as many as it is told. Not with every run of the tests, for they start and kill many processes.
  const isAsked = process.env.JATDAE_FLEET === 'all';
  it.skipIf(!isAsked).each([1, 2])(
    `change no byte of the report (seed %i)${isAsked ? '' : ' (asks for JATDAE_FLEET=all)'}`,
    async (seed) => {
      let state = seed;
      const random = (): number => {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        return state / 2 ** 32;
      };
      const { report } = await validateInChaos(many.root, drawChaos(FILES, 3, random));
      expect(JSON.stringify(report)).toBe(JSON.stringify(await validateInline(many.root)));
    },
    240_000,
  );
});
