import type { Report } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { renderModels } from './models.js';
import { openPage } from './style.js';

const model = (id: string, score: number, rank: number, low: number, high: number) => ({ id, score, rank, low, high, first: 0 });

const draw = (items: unknown, language: 'ko' | 'en' = 'ko'): string[] =>
  renderModels({ statistics: { items } } as unknown as Report, openPage({ language, color: false, width: 80 }));

it('shows models best first, with the places that they keep', () => {
  const models = [model('model-b', 0.7, 2, 1, 3), model('모델-가', 0.71, 1, 1, 2), model('c', 0.5, 3, 3, 3)];
  expect(draw({ ranks: { models }, wrongKeys: { suspects: 3 } })).toEqual([
    '모델',
    '  모델       점수  순위  95% 순위',
    '  모델-가  0.7100     1       1–2',
    '  model-b  0.7000     2       1–3',
    '  c        0.5000     3         3',
    '  정답이 틀렸을 만한 문항 3개: jatdae explain E007',
  ]);
});

it('shows nothing where no models were measured, or a report says something else', () => {
  expect(draw(undefined)).toEqual([]);
  expect(draw({ ranks: { models: [] } })).toEqual([]);
  expect(draw({ ranks: { models: [{ id: 'x' }] } })).toEqual([]);
});

it('lets no control character of a name through', () => {
  const lines = draw({ ranks: { models: [model('\u001b[31mred', 1, 1, 1, 1)] } }, 'en');
  expect(lines.join('')).not.toContain('\u001b');
});
