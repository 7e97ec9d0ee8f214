import { expect, it } from 'vitest';
import { checkByOwnSchema } from './compile-schema.js';
import type { Profile } from './generated/profile.gen.js';
import { profileSchema } from './generated/schemas.gen.js';
import { resolveProfile } from './profile.js';

const NONE = async (): Promise<null> => null;
const file =
  (text: string) =>
  async (path: string): Promise<Uint8Array | null> =>
    path === 'mine.yaml' ? new TextEncoder().encode(text) : null;

async function profileOf(text: string): Promise<Profile> {
  const result = await resolveProfile('mine.yaml', file(text));
  if (!result.ok) throw new Error(result.problems[0]?.message.en);
  return result.profile;
}

async function builtIn(): Promise<Profile> {
  const result = await resolveProfile('nia-2024-2', NONE);
  if (!result.ok) throw new Error(result.problems[0]?.message.en);
  return result.profile;
}

const HEAD = 'extends: nia-2024-2\nname: mine\nversion: "2"\n';

it('has a row for every clause of the notice and every quality indicator', async () => {
  const { requirements } = await builtIn();
  expect(requirements.map(({ id }) => id)).toEqual([
    ...[
      'N-BM-SUB',
      'N-BM-ITEMS',
      'N-BM-HOLD',
      'N-BM-EXP',
      'N-REG-TASK',
      'N-REG-GRANT',
      'N-REG-TERM',
      'N-REG-APPLY',
      'N-CON-SIZE',
      'N-CON-ROLES',
    ],
    ...['N-CON-AREAS', 'N-CON-LEAD', 'N-CON-SAME', 'N-WHO', 'N-DATA-MIX', 'N-DATA-HEALTH', 'N-DATA-GLOBAL'],
    ...['Q-INTEGRITY', 'Q-SYNTAX', 'Q-IDENTITY', 'Q-LEAK', 'Q-PRIVACY', 'Q-MEDIA', 'Q-EVIDENCE'],
  ]);
  expect(requirements.filter(({ scope }) => scope === 'consortium-call').map(({ id }) => id)).toEqual([
    'N-CON-AREAS',
    'N-CON-LEAD',
    'N-CON-SAME',
  ]);
});

it('knows the ten areas, whose sums are those of the notice', async () => {
  const { areas } = await builtIn();
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  expect(areas.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(sum(areas.map(({ consortia }) => consortia))).toBe(12);
  expect(sum(areas.map(({ datasets }) => datasets))).toBe(15);
  expect(sum(areas.map(({ consortia, budgetKRW }) => consortia * budgetKRW))).toBe(8_200_000_000);
});

it('has a profile for the areas of training data, whole by itself and without the requirements of evaluation data', async () => {
  const result = await resolveProfile('nia-2024-2-training', NONE);
  if (!result.ok) throw new Error(result.problems[0]?.message.en);
  const { profile } = result;
  expect(await checkByOwnSchema(profileSchema, profile)).toEqual([]);
  expect(profile.requirements.filter(({ id }) => id.startsWith('N-BM-'))).toEqual([]);
  expect(profile.requirements.find(({ id }) => id === 'N-DATA-MIX')?.threshold).toEqual({ min: 0.5, labelled: 1 });
  expect(profile.rules.D001).toEqual((await builtIn()).rules.D001);
});

it('gives a reason for every setting that the notice leaves open', async () => {
  const { requirements, rules } = await builtIn();
  const open = ['N-BM-HOLD', 'N-BM-EXP', 'N-DATA-MIX', ...requirements.map(({ id }) => id).filter((id) => id.startsWith('Q-'))];
  expect(requirements.filter(({ id, reason }) => open.includes(id) && reason === undefined)).toEqual([]);
  expect(rules.H002?.reason?.ko).toContain('±1%p');
});

it('shows the dates of the term in the rows that are judged by them', async () => {
  const own = await profileOf(`${HEAD}term: {end: 2025-01-31}\n`);
  expect(own.requirements.find(({ id }) => id === 'N-REG-TERM')?.threshold).toEqual({
    start: '2024-07-01',
    end: '2025-01-31',
    agreementDay: 1,
  });
});

it('lets a profile change one threshold, leave a requirement out and set a severity', async () => {
  const own = await profileOf(
    `${HEAD}requirements:\n  - {id: N-BM-HOLD, threshold: {tolerance: 0.02}}\n  - {id: N-REG-APPLY, enabled: false}\nrules:\n  D001: {severity: error}\n  H002: {options: {tolerance: 0.03}}\n`,
  );
  const given = await builtIn();
  expect(own.requirements.find(({ id }) => id === 'N-BM-HOLD')?.threshold).toEqual({ share: 0.1, tolerance: 0.02 });
  expect(own.requirements).toHaveLength(given.requirements.length - 1);
  expect(own.rules.D001?.severity).toBe('error');
  expect(own.rules.H002).toMatchObject({ severity: 'warning', options: { share: 0.1, tolerance: 0.03 } });
});

it('gives equal profiles the same digest, whatever the order of their keys', async () => {
  const one = await resolveProfile('mine.yaml', file(`${HEAD}rules:\n  D001: {severity: note}\n  D002: {severity: note}\n`));
  const other = await resolveProfile('mine.yaml', file(`rules:\n  D002: {severity: note}\n  D001: {severity: note}\n${HEAD}`));
  const third = await resolveProfile('mine.yaml', file(HEAD));
  expect(one.ok && one.sha256).toEqual(other.ok && other.sha256);
  expect(one.ok && one.sha256).not.toEqual(third.ok && third.sha256);
});

it('names the nearest profile for one that is not there', async () => {
  expect(await resolveProfile('nia-2024-3', NONE)).toMatchObject({
    ok: false,
    path: null,
    problems: [{ code: 'M003', message: { ko: expect.stringContaining("'nia-2024-2'를 쓰려던") } }],
  });
});

it('points at the line of a profile that is wrong', async () => {
  expect(await resolveProfile('mine.yaml', file(`${HEAD}rules:\n  D001: {severity: fatal}\n`))).toMatchObject({
    ok: false,
    path: 'mine.yaml',
    problems: [{ code: 'M003', line: 5, pointer: '/rules/D001/severity' }],
  });
});

it('wants a new requirement to be complete', async () => {
  const result = await resolveProfile('mine.yaml', file(`${HEAD}requirements:\n  - {id: X-OWN, threshold: {min: 1}}\n`));
  expect(result).toMatchObject({ ok: false, path: 'mine.yaml' });
});

it('does not follow profiles that extend each other', async () => {
  const result = await resolveProfile('mine.yaml', file('extends: mine.yaml\nname: mine\nversion: "1"\n'));
  expect(result).toMatchObject({ ok: false, problems: [{ message: { en: expect.stringContaining('circle') } }] });
});
