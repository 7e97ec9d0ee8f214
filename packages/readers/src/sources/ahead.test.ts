import { expect, it } from 'vitest';
import { createOpener } from '../archive/open-entry.js';
import { withServer } from './testing-server.js';

it('over a network the next files are under way while one is read, each asked for once and a bounded number at a time', async () => {
  let now = 0;
  let most = 0;
  await withServer(
    (request, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        const missing = request.url === '/7';
        response.writeHead(missing ? 404 : 200).end(missing ? '' : request.url);
      }, 20);
    },
    async (origin, seen) => {
      const files = Array.from({ length: 60 }, (_, k) => ({ stored: `${k}`, size: 3 }));
      const opener = createOpener(`${origin}/`, files);
      for (const file of files.slice(0, 50)) {
        const source = await opener.open(file).catch((error: unknown) => error);
        if (file.stored === '7') expect(source).toMatchObject({ reason: 'missing' });
        else expect(source).toMatchObject({ size: `/${file.stored}`.length });
      }
      await opener.close();
      expect(most).toBeGreaterThan(4);
      expect(most).toBeLessThanOrEqual(16);
      expect(new Set(seen.map(({ url }) => url)).size).toBe(seen.length);
    },
  );
});
