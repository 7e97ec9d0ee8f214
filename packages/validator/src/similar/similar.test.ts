import type { Finding, Report } from '@jatdae/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemOf, manifestText, withFolder } from '../testing/folder.js';
import { validate } from '../validate.js';

const QUESTION =
  '이웃집 어르신을 찾아뵙고 세배를 드린 뒤 덕담을 들을 때 두 손을 어디에 두는 것이 가장 알맞은 자세라고 할 수 있는지 고르시오.';
const CHOICES = ['무릎 위에 모은다', '등 뒤로 감춘다', '바닥을 짚는다', '팔짱을 낀다'];

const resource = {
  fields: {
    id: 'id',
    context: 'passage',
    question: 'question',
    choices: 'choices',
    answer: { field: 'answer', as: 'index0' },
  },
};

async function judge(items: readonly object[], options: { readonly splitBytes?: number } = {}): Promise<Report> {
  const lines = items.map((more, k) => `${JSON.stringify(itemOf(k, more))}\n`).join('');
  const files = { 'benchmark.json': manifestText(resource), 'data/a.jsonl': lines };
  return withFolder(files, async (root) => {
    const { report } = await validate(root, { language: 'ko', engine: 'inline', ...options });
    return report;
  });
}

const LIKENESS = ['D001', 'H003', 'D002', 'H004'];
const told = ({ findings }: Report): string[] => findings.filter(({ code }) => LIKENESS.includes(code)).map(wordOf);
const wordOf = ({ code, data, place }: Finding): string =>
  [code, data.kind, place.record].filter((word) => word != null).join(' ');
const samePassage = (report: Report): unknown => (report.statistics.nearDuplicates as { samePassage: unknown }).samePassage;

const open = (more: object): object => ({ split: 'public', ...more });
const hidden = (more: object): object => ({ split: 'leaderboard', ...more });

describe('a held-out question whose choices were shuffled', () => {
  const shuffled = ['팔짱을 낀다', '무릎 위에 모은다', '바닥을 짚는다', '등 뒤로 감춘다'];

  it('is the same item, whatever its key', async () => {
    const items = [open({ question: QUESTION, choices: CHOICES }), hidden({ question: QUESTION, choices: shuffled, answer: 1 })];
    expect(told(await judge(items))).toEqual(['H003 2']);
  });

  it('is nearly the same with one of the choices written anew', async () => {
    const choices = shuffled.with(1, '두 무릎에 가지런히 올린다');
    const items = [open({ question: QUESTION, choices: CHOICES }), hidden({ question: QUESTION, choices })];
    expect(told(await judge(items))).toEqual(['H004 similar 2']);
  });

  it('is nearly the same with a syllable of the question changed, too', async () => {
    const question = QUESTION.replace('알맞은', '알맞는');
    const items = [open({ question: QUESTION, choices: CHOICES }), hidden({ question, choices: shuffled })];
    expect(told(await judge(items))).toEqual(['H004 similar 2']);
  });

  it('is another item where fewer than half of the choices are left', async () => {
    const choices = ['절을 한다', '무릎 위에 모은다', '자리를 뜬다', '고개를 든다'];
    const items = [open({ question: QUESTION, choices: CHOICES }), hidden({ question: QUESTION, choices })];
    expect(told(await judge(items))).toEqual([]);
  });
});

describe('a short question', () => {
  it('of fewer than 20 letters leaks only by being the same: one letter makes it another', async () => {
    const items = [
      open({ question: '설날 아침에 먹는 음식은 무엇인가요?' }),
      open({ question: '추석날에 빚어 먹는 떡은 무엇입니까?' }),
    ];
    const others = [
      hidden({ question: '설날 아침에 먹는 음식은 무엇인가?' }),
      hidden({ question: '추석날에 빚어 먹는 떡은  무엇입니까?' }),
    ];
    expect(told(await judge([...items, ...others]))).toEqual(['H003 4']);
  });

  it('of fewer than 40 is compared letter by letter, so that a syllable may differ', async () => {
    // 23 syllables: by syllables, one of them is 5 of 19 grams.
    const short = '처음 만난 어른께 명함을 드릴 때 알맞은 말은 무엇인가';
    const report = await judge([open({ question: short }), hidden({ question: short.replace('알맞은', '알맞는') })]);
    expect(told(report)).toEqual(['H004 similar 2']);
    const other = short.replace('명함을', '선물을').replace('말은', '태도는');
    expect(told(await judge([open({ question: short }), hidden({ question: other })]))).toEqual([]);
  });
});

describe('an item inside a longer one', () => {
  const around = (inside: string): string =>
    `설 연휴에 고향에 내려간 대학생이 겪은 일이다. ${inside} 답을 고른 뒤에는 그 까닭을 두 문장으로 적어 내면 된다고 한다.`;

  const guests = (count: number): string =>
    Array.from({ length: count }, (_, k) => `${k}번째 손님은 ${k * 7}번 방에 머물렀다.`).join(' ');

  it('is left to a person, whichever of the two is held out', async () => {
    expect(told(await judge([open({ question: around(QUESTION) }), hidden({ question: QUESTION })]))).toEqual([
      'H004 contained 2',
    ]);
    expect(told(await judge([open({ question: QUESTION }), hidden({ question: around(QUESTION) })]))).toEqual([
      'H004 contained 2',
    ]);
  });

  it('is found in the passage of another item, too', async () => {
    const items = [open({ passage: around(QUESTION), question: '이 글의 제목은?' }), hidden({ question: QUESTION })];
    expect(told(await judge(items))).toEqual(['H004 contained 2']);
  });

  it('is found from 20 letters on, and inside a text of any length', async () => {
    const short = '설날 아침에 웃어른께 올리는 인사말을 고르시오';
    const question = `${guests(200)} ${short} ${guests(100)}`;
    expect(told(await judge([hidden({ question: short }), open({ question })]))).toEqual(['H004 contained 1']);
    const tooShort = short.slice(1);
    expect(told(await judge([hidden({ question: tooShort }), open({ question })]))).toEqual([]);
  });

  it('may differ in a letter where it is long, for 95 of 100 of its grams are still there', async () => {
    const twice = `${QUESTION} ${around('그때 지켜야 할 예절과 삼가야 할 말을 모두 찾아 적으시오.')}`;
    const items = [open({ question: twice.replace('덕담', '덕담말') }), hidden({ question: `${twice} ${guests(9)}` })];
    expect(told(await judge(items))).toEqual(['H004 contained 2']);
    const others = [open({ question: twice.replaceAll('에', '에서') }), hidden({ question: `${twice} ${guests(9)}` })];
    expect(told(await judge(others))).toEqual([]);
  });

  it('is another item with other choices', async () => {
    const items = [
      open({ question: around(QUESTION), choices: CHOICES }),
      hidden({ question: QUESTION, choices: ['가', '나', '다'] }),
    ];
    expect(told(await judge(items))).toEqual([]);
  });
});

describe('a passage that has several questions', () => {
  const passage = `${QUESTION} 그리고 그 까닭을 옛 문헌에서 찾아 두 가지만 적어 보십시오.`;

  it('is no leak: a note counts the held-out items that share it, and the statistics those within a split', async () => {
    const items = [
      open({ passage, question: '제목은 무엇인가?' }),
      open({ passage, question: '글쓴이의 주장은 무엇인가?' }),
      open({ passage, question: '글쓴이의 주장은 무엇인가?' }),
      hidden({ passage: `  ${passage}`, question: '근거가 아닌 것은?' }),
      hidden({ passage, question: '제목은 무엇인가?' }),
      hidden({ passage: `${passage} 끝.`, question: '근거가 아닌 것은?' }),
      hidden({ question: '지문이 없는 문항은?' }),
    ];
    const report = await judge(items);
    const note = report.findings.find(({ data }) => data.kind === 'passages');
    expect(note).toMatchObject({ code: 'H004', severity: 'note', data: { items: 2 } });
    expect(report.requirements.find(({ id }) => id === 'Q-LEAK')?.measured).toMatchObject({ findings: 1 });
    expect(samePassage(report)).toEqual({ across: 2, within: 2 });
  });

  it('is counted once as what says more: an item that is nearly the same is not counted again', async () => {
    const items = [open({ passage, question: QUESTION }), hidden({ passage, question: QUESTION.replace('알맞은', '알맞는') })];
    const report = await judge(items);
    expect(told(report)).toEqual(['H004 similar 2']);
    expect(samePassage(report)).toEqual({ across: 0, within: 0 });
  });

  it('is counted as by looking at all pairs, however the files are cut', async () => {
    const item = fc.record({
      split: fc.constantFrom('public', 'leaderboard'),
      passage: fc.constantFrom('갑', '을', '병', ''),
      question: fc.constantFrom('누구?', '언제?', '왜?'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 12 }), async (items) => {
        const shares = (k: number, j: number): boolean =>
          items[k].passage !== '' && items[k].passage === items[j].passage && items[k].question !== items[j].question;
        const isCopy = (k: number): boolean =>
          items
            .slice(0, k)
            .some((a) => a.split === items[k].split && a.passage === items[k].passage && a.question === items[k].question);
        const numbers = items.map((_, k) => k);
        const across = numbers.filter(
          (k) => items[k].split === 'leaderboard' && numbers.some((j) => items[j].split === 'public' && shares(k, j)),
        );
        const within = numbers.filter(
          (k) => !isCopy(k) && numbers.some((j) => j < k && items[j].split === items[k].split && shares(k, j)),
        );
        expect(samePassage(await judge(items, { splitBytes: 300 }))).toEqual({ across: across.length, within: within.length });
      }),
      { numRuns: 30 },
    );
  });
});
