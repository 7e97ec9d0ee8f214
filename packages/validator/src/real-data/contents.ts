/** A finding of P or I008 in real data, by its place alone, and what a person says who looked at it. */
export interface JudgedFinding {
  readonly code: string;
  readonly path: string;
  readonly record: number;
  readonly pointer: string;
  readonly judgement: string;
}

interface Source {
  /** a glob below the folder */
  readonly path: string;
  readonly question: string;
  /** each line as it is, whatever separators it holds */
  readonly lines?: true;
  readonly at?: string;
}

export interface Contents {
  readonly folder: string;
  readonly sources: readonly Source[];
  readonly findings: readonly JudgedFinding[];
}

const lines = (path: string): Source => ({ path, question: 'line', lines: true });

const ZERO_WIDTH = 'true: U+200B, copied with the headline from a web page';
const topics = [52, 1326, 3695, 3959, 4840, 8476, 10504, 12026, 12748, 14810, 14821, 15983, 16370, 17052];

/** What was looked at of the public Korean datasets and of MMMU, also what no manifest beside this file describes. A copy may hold less. */
export const CONTENTS: readonly Contents[] = [
  { folder: 'APEACH', sources: [{ path: 'APEACH/test.csv', question: 'text' }], findings: [] },
  {
    folder: 'KLUE',
    sources: [
      { path: 'klue_benchmark/klue-nli-v1.1/*_dev.json', question: 'hypothesis' },
      { path: 'klue_benchmark/klue-sts-v1.1/*_dev.json', question: 'sentence2' },
      // Sentences and their tokens, each on a line.
      lines('klue_benchmark/klue-{ner,dp}-v1.1/*_dev.tsv'),
    ],
    findings: [
      {
        code: 'P002',
        path: 'klue_benchmark/klue-ner-v1.1/klue-ner-v1.1_dev.tsv',
        record: 113_998,
        pointer: '/line',
        judgement: "true: a company's telephone number, published as its contact",
      },
    ],
  },
  {
    folder: 'KoBBQ',
    sources: [
      { path: 'data/KoBBQ_test_samples.tsv', question: 'question' },
      { path: 'data/KoBBQ_templates.tsv', question: 'Biased_question' },
      { path: 'data/KoBBQ_survey_result.json', question: 'stereotype' },
      { path: 'evaluation/*.tsv', question: 'prompt' },
    ],
    findings: [],
  },
  {
    folder: 'kor-hate',
    sources: [
      { path: 'labeled/*.tsv', question: 'comments' },
      { path: 'test.no_label.tsv', question: 'comments' },
      lines('news_title/{train,dev,test}.news_title.txt'),
      lines('{unlabeled/unlabeled_comments_5,news_title/unlabeled_comments.news_title_5}.txt'),
    ],
    findings: [
      {
        code: 'P002',
        path: 'test.no_label.tsv',
        record: 371,
        pointer: '/comments',
        judgement: 'true: a mobile number in an advertisement among the comments',
      },
    ],
  },
  {
    folder: 'naver-safety',
    sources: [
      { path: 'data/KoSBi/kosbi_{valid,test}.json', question: 'sentence' },
      { path: 'data/SQuARe/question_*.json', question: 'question' },
      { path: 'data/SQuARe/response_*.json', question: 'response' },
      { path: 'data/SQuARe/with_raw_annotations/*.json', question: 'question' },
      { path: 'pipeline/kosbi/demo/*.json', question: 'context' },
      { path: 'pipeline/square/demo/*.json', question: 'question' },
      { path: 'pipeline/square/square_topic.json', question: 'sensitive_topic' },
    ],
    findings: [
      {
        code: 'I008',
        path: 'data/KoSBi/kosbi_test.json',
        record: 2541,
        pointer: '/context_en',
        judgement: 'true: «&amp;&amp;» stands where the translation has «&&»',
      },
      ...topics.map((record) => ({
        code: 'I008',
        path: 'pipeline/square/square_topic.json',
        record,
        pointer: '/sensitive_topic',
        judgement: ZERO_WIDTH,
      })),
    ],
  },
  { folder: 'songys-chatbot', sources: [{ path: 'ChatbotData.csv', question: 'Q' }], findings: [] },
  {
    folder: 'MMMU',
    sources: [
      { path: 'mmmu-pro/output/gpt-4o_{standard*,vision}_{cot,direct}.jsonl', question: 'question' },
      { path: 'mmmu-pro/tool/data.jsonl', question: 'question' },
      { path: 'mmmu/example_outputs/{qwen_vl,llava1.5_13b}/*/output.json', question: 'question' },
    ],
    findings: [
      {
        code: 'I008',
        path: 'mmmu-pro/output/gpt-4o_standard(10 options)_cot.jsonl',
        record: 1020,
        pointer: '/response',
        judgement: 'true: U+200B within a word of the model',
      },
      {
        code: 'I008',
        path: 'mmmu/example_outputs/qwen_vl/Electronics/output.json',
        record: 18,
        pointer: '/response',
        judgement: 'true: the model wrote an <img> of HTML into its answer',
      },
    ],
  },
];
