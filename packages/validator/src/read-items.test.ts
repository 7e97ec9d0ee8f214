import { expect, it } from 'vitest';
import { openItems } from './read-items.js';
import { goodLines, manifestText, withFolder } from './testing/folder.js';

it('hears an interrupt while a file is read, however little there is to wait for', async () => {
  await withFolder({ 'benchmark.json': manifestText(), 'data/a.jsonl': goodLines(10) }, async (root) => {
    const controller = new AbortController();
    const opened = await openItems(root, controller.signal);
    if (!opened.ok) throw new Error('not opened');
    const read = async (): Promise<void> => {
      for await (const _ of opened.batches()) {
        setImmediate(() => controller.abort());
        // Whoever takes a batch may take long over it.
        for (const until = Date.now() + 30; Date.now() < until; );
      }
    };
    await expect(read()).rejects.toThrow('abort');
    await opened.close();
  });
});
