import { parseArgs } from 'node:util';
import { defectNames, isDefectName } from './data/defects.js';
import { writeDeliverable } from './data/deliverable.js';
import { itemsForBytes, parseSize } from './data/size.js';

const usage = `Usage: tsx scripts/make-data.ts <folder> [options]
Writes a deliverable of synthetic Korean items: benchmark.yaml, data/, schemas/, experiments/.

  --seed N                      (1) equal seeds write equal bytes
  --sub-metrics N               (12)
  --items N                     (1000) items a sub-metric
  --bytes SIZE                  as many items as make about SIZE of data, for example 1GiB; instead of --items
  --share X                     (0.1) leaderboard share, exact in every sub-metric
  --escaped                     letters that are not ASCII as \\uXXXX, as Python writes them; --bytes counts them as they are
  --files                       one data file a sub-metric; else all in data/items.jsonl
  --leaderboard-answers WHAT    (withheld) included | withheld
  --models N                    (3) models with predictions
  --plant LIST                  defects by comma, or all: ${defectNames.join(' ')}
Prints what was written as JSON.`;

function readOptions(): Parameters<typeof writeDeliverable>[0] {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      'sub-metrics': { type: 'string', default: '12' },
      items: { type: 'string', default: '1000' },
      bytes: { type: 'string' },
      share: { type: 'string', default: '0.1' },
      escaped: { type: 'boolean', default: false },
      files: { type: 'boolean', default: false },
      'leaderboard-answers': { type: 'string', default: 'withheld' },
      models: { type: 'string', default: '3' },
      plant: { type: 'string', default: '' },
    },
  });
  const [folder] = positionals;
  const leaderboardAnswers = values['leaderboard-answers'];
  if (folder === undefined || positionals.length > 1) throw new RangeError('name one folder');
  if (leaderboardAnswers !== 'included' && leaderboardAnswers !== 'withheld') throw new RangeError('included or withheld?');
  const names = values.plant === 'all' ? defectNames : values.plant.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !isDefectName(name));
  if (unknown !== undefined) throw new RangeError(`unknown defect ${unknown}`);
  const plan = {
    seed: wholeNumber('--seed', values.seed),
    subMetrics: wholeNumber('--sub-metrics', values['sub-metrics']),
    share: Number(values.share),
    leaderboardAnswers,
  } as const;
  if (!(plan.share >= 0 && plan.share <= 1)) throw new RangeError(`--share is between 0 and 1, not ${values.share}`);
  return {
    ...plan,
    folder,
    itemsPerSubMetric:
      values.bytes === undefined ? wholeNumber('--items', values.items) : itemsForBytes(parseSize(values.bytes), plan),
    escaped: values.escaped,
    layout: values.files ? 'file-per-sub-metric' : 'one-file',
    models: wholeNumber('--models', values.models),
    plant: names.filter(isDefectName),
  };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`${option} takes a whole number, not ${text}`);
  return Number(text);
}

try {
  console.log(JSON.stringify(await writeDeliverable(readOptions()), null, 2));
} catch (error) {
  if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
