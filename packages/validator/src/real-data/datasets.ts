/** A public dataset, the files of it that its manifest describes, and what is in them. */
export interface Dataset {
  /** of the manifest in `manifests/` */
  readonly name: string;
  readonly folder: string;
  /** files and folders */
  readonly files: readonly string[];
  /**
   * Counted apart from this program, with Python's csv and json, texts compared in NFC with white space collapsed; D002 and H004 over all
   * pairs.
   */
  readonly expected: {
    readonly complete: boolean;
    /** rows of the benchmark and of the items' quality that are met */
    readonly passed: readonly string[];
    readonly counts: Readonly<Record<string, number>>;
    /** items, valid, unique, public, leaderboard */
    readonly subMetrics: Readonly<Record<string, readonly number[]>>;
  };
}

/** Rules that the counts below cover: the others look for something else than what was counted. */
export const RULES_COUNTED = /^[MFISCTA]|^H00[123457]$|^D00[12]$|^E00[123]$/;

const PUZZLES = [
  'circle_size_number',
  'color_grid',
  'color_hexagon',
  'color_number_hexagon',
  'color_overlap_squares',
  'color_size_circle',
  'grid_number',
  'grid_number_color',
  'polygon_sides_color',
  'polygon_sides_number',
  'rectangle_height_color',
  'rectangle_height_number',
  'shape_morph',
  'shape_reflect',
  'shape_size_grid',
  'shape_size_hexagon',
  'size_cycle',
  'size_grid',
  'triangle',
  'venn',
] as const;

export const DATASETS: readonly Dataset[] = [
  {
    name: 'kobbq',
    folder: 'KoBBQ',
    files: ['data/KoBBQ_test_samples.tsv', 'data/KoBBQ_templates.tsv'],
    expected: {
      complete: true,
      passed: ['Q-IDENTITY', 'Q-INTEGRITY', 'Q-SYNTAX'],
      // All pairs are 1,419: of short items whose two parts stand apart in a longer one, 18 are missed.
      counts: { D001: 10, D002: 1401, E001: 1, F003: 26, H001: 1, I003: 1, S001: 1, S002: 4 },
      subMetrics: {
        NC: [952, 952, 948, 952, 0],
        ST: [856, 856, 850, 856, 0],
        TM: [472, 472, 472, 472, 0],
        template: [570, 570, 570, 570, 0],
      },
    },
  },
  {
    name: 'kosbi',
    folder: 'naver-safety',
    files: ['data/KoSBi'],
    expected: {
      complete: true,
      passed: ['N-BM-ITEMS', 'Q-IDENTITY', 'Q-INTEGRITY', 'Q-SYNTAX'],
      // An &amp;&amp; in an English context.
      // H004 is the note about 303 held-out sentences whose context is public.
      counts: { D002: 1, E001: 1, H001: 1, H002: 1, H004: 1, I003: 2, I008: 1, S001: 1 },
      subMetrics: {
        sentence: [6844, 6844, 6844, 3421, 3423],
      },
    },
  },
  {
    name: 'square',
    folder: 'naver-safety',
    files: ['data/SQuARe'],
    expected: {
      complete: true,
      passed: ['Q-IDENTITY', 'Q-INTEGRITY', 'Q-SYNTAX'],
      counts: { D001: 735, D002: 471, E001: 1, H001: 1, H002: 2, H004: 2, I003: 5, S001: 1, S002: 1 },
      subMetrics: {
        question: [14337, 14337, 14082, 6882, 7455],
        response: [960, 960, 480, 0, 960],
      },
    },
  },
  {
    name: 'klue',
    folder: 'KLUE',
    files: ['klue_benchmark/klue-nli-v1.1', 'klue_benchmark/klue-sts-v1.1'],
    expected: {
      complete: true,
      passed: ['Q-IDENTITY', 'Q-INTEGRITY', 'Q-SYNTAX'],
      counts: { D002: 6, E001: 1, H001: 1, S001: 1, S002: 1 },
      subMetrics: {
        entailment: [1000, 1000, 1000, 1000, 0],
        neutral: [1000, 1000, 1000, 1000, 0],
        contradiction: [1000, 1000, 1000, 1000, 0],
        similarity: [519, 519, 519, 519, 0],
      },
    },
  },
  {
    name: 'gsm8k',
    folder: 'gsm8k',
    files: ['grade_school_math/data/train.jsonl', 'grade_school_math/data/test.jsonl'],
    expected: {
      complete: true,
      passed: ['N-BM-ITEMS', 'Q-IDENTITY', 'Q-INTEGRITY', 'Q-SYNTAX'],
      // Zero-width blanks, \\u200b, in a question and in an answer.
      counts: { D002: 2, E001: 1, H001: 1, H002: 1, I003: 2, I008: 2, S001: 1 },
      subMetrics: {
        'word-problem': [8792, 8792, 8792, 7473, 1319],
      },
    },
  },
  {
    name: 'gsm8k-socratic',
    folder: 'gsm8k',
    files: ['grade_school_math/data/test.jsonl', 'grade_school_math/data/test_socratic.jsonl'],
    expected: {
      complete: true,
      passed: ['N-BM-ITEMS', 'Q-INTEGRITY', 'Q-SYNTAX'],
      counts: { D001: 1319, E001: 1, H001: 1, H002: 1, H005: 2638, I003: 1, I008: 2, I010: 1319, S001: 1 },
      subMetrics: {
        'word-problem': [2638, 2638, 1319, 0, 2638],
      },
    },
  },
  {
    name: 'songys-chatbot',
    folder: 'songys-chatbot',
    files: ['ChatbotData.csv'],
    expected: {
      complete: true,
      passed: ['N-BM-ITEMS', 'Q-IDENTITY', 'Q-INTEGRITY', 'Q-SYNTAX'],
      counts: { D001: 161, D002: 3, E001: 1, H001: 1, I003: 1, I009: 1, S001: 1 },
      subMetrics: {
        '0': [5290, 5290, 5261, 5290, 0],
        '1': [3570, 3570, 3482, 3570, 0],
        '2': [2962, 2962, 2918, 2962, 0],
      },
    },
  },
  {
    name: 'kor-hate',
    folder: 'kor-hate',
    files: ['labeled', 'test.no_label.tsv', 'news_title'],
    expected: {
      complete: true,
      passed: ['N-BM-HOLD', 'N-BM-ITEMS', 'Q-IDENTITY', 'Q-INTEGRITY', 'Q-SYNTAX'],
      counts: { D001: 7151, E001: 1, H003: 708, I003: 4, I006: 3, S001: 1 },
      subMetrics: {
        hate: [9341, 9341, 9341, 8367, 974],
        title: [9341, 9338, 1479, 8367, 974],
      },
    },
  },
  {
    name: 'apeach',
    folder: 'APEACH',
    files: ['APEACH'],
    expected: {
      complete: true,
      passed: ['N-BM-SUB', 'Q-IDENTITY', 'Q-INTEGRITY', 'Q-SYNTAX'],
      counts: { E001: 1, H001: 1, I003: 1, S002: 10 },
      subMetrics: {
        'Age and social status': [417, 417, 417, 417, 0],
        Appearance: [438, 438, 438, 438, 0],
        Diets: [393, 393, 393, 393, 0],
        Disabled: [354, 354, 354, 354, 0],
        Education: [404, 404, 404, 404, 0],
        'Gender sterotypes': [412, 412, 412, 412, 0],
        Nationality: [366, 366, 366, 366, 0],
        'Origin and residence': [380, 380, 380, 380, 0],
        Racism: [309, 309, 309, 309, 0],
        'Sexual harassment': [297, 297, 297, 297, 0],
      },
    },
  },
  {
    name: 'puzzle-vqa',
    folder: 'LLM-PuzzleTest',
    files: ['PuzzleVQA/data'],
    expected: {
      complete: true,
      passed: ['N-BM-SUB', 'Q-IDENTITY', 'Q-INTEGRITY', 'Q-SYNTAX'],
      // 56 of the 2,000 pictures are there; two of them are copies of others.
      counts: { A001: 1944, A004: 2, D002: 2, E001: 1, E002: 1, H001: 1, I003: 1, S002: 20 },
      subMetrics: Object.fromEntries(PUZZLES.map((id) => [id, [100, 100, 100, 100, 0]])),
    },
  },
  {
    name: 'mmmu',
    folder: 'MMMU',
    files: ['mmmu-pro', 'mmmu'],
    expected: {
      complete: true,
      passed: ['N-BM-SUB', 'Q-INTEGRITY', 'Q-SYNTAX'],
      // All pairs are 628, which a sketch finds 99.5 of 100 of: nine keys of one kind (validation_Pharmacy_21) were missed together.
      counts: {
        A001: 25,
        D001: 11,
        D002: 619,
        E001: 1,
        E002: 1,
        H001: 1,
        I001: 2,
        I002: 577,
        I003: 1,
        I004: 1,
        I005: 9,
        I010: 7,
        S002: 32,
      },
      subMetrics: {
        Accounting: [58, 57, 57, 58, 0],
        Agriculture: [60, 60, 60, 60, 0],
        Architecture_and_Engineering: [60, 60, 60, 60, 0],
        Art: [53, 53, 52, 53, 0],
        Art_Theory: [55, 55, 55, 55, 0],
        Basic_Medical_Science: [52, 52, 51, 52, 0],
        Biology: [59, 59, 59, 59, 0],
        Chemistry: [60, 60, 60, 60, 0],
        Clinical_Medicine: [59, 59, 58, 59, 0],
        Computer_Science: [60, 60, 60, 60, 0],
        Design: [60, 60, 60, 60, 0],
        Diagnostics_and_Laboratory_Medicine: [60, 60, 60, 60, 0],
        Economics: [59, 59, 59, 59, 0],
        Electronics: [60, 60, 60, 60, 0],
        Energy_and_Power: [58, 58, 58, 58, 0],
        Finance: [60, 60, 60, 60, 0],
        Geography: [52, 52, 52, 52, 0],
        History: [56, 56, 56, 56, 0],
        Literature: [52, 52, 52, 52, 0],
        Manage: [50, 50, 50, 50, 0],
        Marketing: [59, 59, 59, 59, 0],
        Materials: [60, 60, 60, 60, 0],
        Math: [60, 60, 60, 60, 0],
        Mechanical_Engineering: [59, 59, 53, 59, 0],
        Music: [60, 60, 58, 60, 0],
        Pharmacy: [57, 57, 57, 57, 0],
        Physics: [60, 60, 60, 60, 0],
        Psychology: [60, 60, 60, 60, 0],
        Public_Health: [58, 58, 58, 58, 0],
        Sociology: [54, 54, 54, 54, 0],
        tool: [21, 21, 21, 21, 0],
        key: [900, 323, 323, 900, 0],
      },
    },
  },
];
