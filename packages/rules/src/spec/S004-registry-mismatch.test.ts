import type { Manifest } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { testManifest, testProfile } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './S004-registry-mismatch.js';

const judge = (dataset: Partial<Manifest['dataset']>) => judgeView(rule, { manifest: testManifest({ dataset }) });

it('knows the areas of the notice', () => {
  const drafts = judge({ task: 11 });
  expect(drafts[0].place?.pointer).toBe('/dataset/task');
  expect(messages(rule, drafts)).toEqual(['공고의 과제 목록에 11번은 없습니다(있는 번호: 5, 6, 7, 8, 9, 10).']);
});

it('asks for the modalities that an area is about', () => {
  expect(messages(rule, judge({ task: 6, modalities: ['text'] }))).toEqual(['6번 과제에 필요한 모달리티가 빠져 있습니다: audio']);
  expect(messages(rule, judge({ task: 9, modalities: ['image'] }))).toEqual([
    '9번 과제에는 모달리티가 2가지 이상 필요한데 1가지만 선언되어 있습니다.',
  ]);
});

it('is content with an area that has them, or needs none', () => {
  expect(judge({ task: 6, modalities: ['audio', 'text'] })).toEqual([]);
  expect(judge({ task: 9, modalities: ['image', 'text'] })).toEqual([]);
  expect(judge({ task: 8, modalities: ['text'] })).toEqual([]);
});

it('does not let evaluation data pass by a profile that judges none of its requirements', () => {
  const { requirements, ...rest } = testProfile();
  const training = { ...rest, name: 'mine', requirements: requirements.filter(({ id }) => !id.startsWith('N-BM-')) };
  const by = (task: number) => judgeView(rule, { manifest: testManifest({ dataset: { task } }), profile: training });
  expect(messages(rule, by(8), 'en')).toEqual([
    'Area 8 is about evaluation data, whose requirements the profile mine does not judge. Set profile to nia-2024-2.',
  ]);
  expect(by(10)).toEqual([]);
});
