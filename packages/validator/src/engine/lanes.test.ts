import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { workerLane } from './lanes.js';

const piece = { kind: 'scan', split: 0, count: 1, folder: null, ranges: null } as const;

it('fails what a thread had in hand when it ends by itself, and whatever it is given after that', async () => {
  const lane = workerLane(
    new Worker("require('node:worker_threads').parentPort.on('message', () => process.exit(3))", { eval: true }),
  );
  const both = [lane.run(piece, () => {}), lane.run(piece, () => {})];
  for (const run of both) await expect(run).rejects.toThrow('a worker thread ended with status 3');
  await expect(lane.run(piece, () => {})).rejects.toThrow('a worker thread ended with status 3');
});

it('fails with what ended the thread', async () => {
  const worker = new Worker(
    "require('node:worker_threads').parentPort.on('message', () => { throw new RangeError('too deep') })",
    {
      eval: true,
    },
  );
  const lane = workerLane(worker);
  const gone = new Promise((resolve) => worker.on('exit', resolve));
  await expect(lane.run(piece, () => {})).rejects.toThrow('too deep');
  await gone;
  await expect(lane.run(piece, () => {})).rejects.toThrow('too deep');
});
