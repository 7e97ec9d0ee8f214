/** Data as public sets have it, made small: each shape is a folder of files by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

const COUNTRIES = ['대한민국', '프랑스', '브라질', '이집트', '베트남', '캐나다', '튀르키예', '핀란드', '몽골', '페루'];
const CAPITALS = ['서울', '파리', '브라질리아', '카이로', '하노이', '오타와', '앙카라', '헬싱키', '울란바토르', '리마'];

interface Quiz {
  readonly question: string;
  readonly choices: readonly string[];
  readonly key: number;
}

/** Questions with four different choices whose keys go round. */
export function quizzes(count: number, about = '수도'): Quiz[] {
  return Array.from({ length: count }, (_, k) => {
    const country = k % COUNTRIES.length;
    const key = (k + Math.floor(k / 7)) % 4;
    const wrong = CAPITALS.filter((_, c) => c !== country);
    const others = Array.from({ length: 3 }, (_, j) => wrong[(k + 2 * j) % wrong.length] as string);
    const choices = [...others.slice(0, key), CAPITALS[country] as string, ...others.slice(key)];
    return { question: `${COUNTRIES[country]}의 ${about}에 관한 ${k + 1}번 물음에 알맞은 것은 무엇입니까?`, choices, key };
  });
}

export const jsonl = (records: readonly object[]): string => `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;

export function csv(rows: readonly Readonly<Record<string, string | number>>[], delimiter = ','): string {
  const names = Object.keys(rows[0] ?? {});
  const cell = (value: string | number): string =>
    /["\n,\t]/u.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
  return `${[names, ...rows.map((row) => names.map((name) => row[name] ?? ''))].map((row) => row.map(cell).join(delimiter)).join('\r\n')}\r\n`;
}

const LETTERS = ['A', 'B', 'C', 'D'];

/** `subject`, `question`, `choices`, `answer` as a number from 0, in parts by name. */
export const huggingFace = (): Files => ({
  'README.md': '# quiz\n',
  ...Object.fromEntries(
    [['train', 60] as const, ['test', 12] as const].map(([split, count]) => [
      `data/${split}-00000-of-00001.jsonl`,
      jsonl(
        quizzes(count).map(({ question, choices, key }, k) => ({
          id: `${split}-${k}`,
          subject: ['지리', '역사', '문화'][k % 3],
          question: `${split} ${question}`,
          choices,
          answer: key,
        })),
      ),
    ]),
  ),
});

/** KMMLU: a table a subject and part, choices in columns, a letter or a number from 1 for the answer. */
export const kmmlu = (form: 'letter' | 'number' = 'letter'): Files =>
  Object.fromEntries(
    ['Accounting', 'Korean-History', 'Maritime-Engineering'].flatMap((subject) =>
      [['train', 40] as const, ['test', 8] as const].map(([split, count]) => [
        `data/${subject}-${split}.csv`,
        csv(
          quizzes(count, `${subject} ${split}`).map(({ question, choices: [a = '', b = '', c = '', d = ''], key }) => ({
            question,
            answer: form === 'letter' ? (LETTERS[key] as string) : key + 1,
            A: a,
            B: b,
            C: c,
            D: d,
            Category: subject,
            'Human Accuracy': '0.5',
          })),
        ),
      ]),
    ),
  );

/** MMLU: the same without a line of names. */
export const headless = (): Files => ({
  'test/anatomy_test.csv': csv(
    quizzes(30).map(({ question, choices: [a = '', b = '', c = '', d = ''], key }) => ({
      question,
      a,
      b,
      c,
      d,
      answer: LETTERS[key] as string,
    })),
  ).replace(/^[^\r]*\r\n/u, ''),
});

/** KorQuAD: articles with paragraphs with questions. */
export const squad = (): Files => ({
  'KorQuAD_v1.0_dev.json': JSON.stringify({
    version: 'KorQuAD_v1.0_dev',
    data: quizzes(30).map(({ question, choices }, k) => ({
      title: `글 ${k}`,
      paragraphs: [
        {
          context: `${choices.join(', ')}에 관한 지문 ${k}입니다. 이 글에는 여러 도시가 나옵니다.`,
          qas: [
            { id: `q-${k}`, question, answers: [{ text: choices[0], answer_start: 0 }] },
            { id: `r-${k}`, question: `둘째 ${question}`, answers: [{ text: choices[1], answer_start: 4 }] },
          ],
        },
      ],
    })),
  }),
});

/** KoBBQ: choices as Python writes a list, in a cell. */
export const pythonLists = (): Files => ({
  'samples.tsv': csv(
    quizzes(40).map(({ question, choices, key }, k) => ({
      sample_id: `s-${k}`,
      context: `맥락 ${k}. ${choices[0]}에서 있었던 일입니다.`,
      question,
      choices: `[${choices.map((choice) => `'${choice}'`).join(', ')}]`,
      answer: choices[key] as string,
    })),
    '\t',
  ),
});

/** AI Hub: a label file an item below 라벨링데이터, a picture of the same name below 원천데이터. */
export const aihub = (png: Uint8Array): Files =>
  Object.fromEntries(
    [['1.Training', 12] as const, ['2.Validation', 4] as const].flatMap(([part, count]) =>
      quizzes(count, part).flatMap(({ question, choices, key }, k): [string, string | Uint8Array][] => [
        [
          `${part}/라벨링데이터/문화/${part.slice(2, 3)}_${k}.json`,
          JSON.stringify({ info: { id: `${part}-${k}`, domain: '문화' }, annotation: { question, choices, answer: key + 1 } }),
        ],
        [`${part}/원천데이터/문화/${part.slice(2, 3)}_${k}.png`, png],
      ]),
    ),
  );

/** Texts with a label, and held-out texts without one. */
export const labelled = (): Files => {
  const texts = quizzes(90).map(({ question, key }) => ({
    comments: question,
    hate: ['none', 'offensive', 'hate'][key % 3] as string,
  }));
  return {
    'labeled/train.tsv': csv(texts.slice(0, 60), '\t'),
    'labeled/dev.tsv': csv(texts.slice(60, 78), '\t'),
    'test.no_label.tsv': csv(
      texts.slice(78).map(({ comments }) => ({ comments: `시험 ${comments}` })),
      '\t',
    ),
  };
};
