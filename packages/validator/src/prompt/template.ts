import { createHash } from 'node:crypto';
import type { ItemType, Language } from '@jatdae/schema';

/** Raised when the same item would be asked in another way although the words below are the same. */
const LAYOUT_VERSION = 1;

/** The words around an item. `{labels}` stands for the labels of a classification, `{count}` for the number of choices. */
export interface Template {
  /** what is asked for, by the item's type; nothing is put before a generation, which asks by itself */
  readonly instructions: Readonly<Record<ItemType, string>>;
  readonly context: string;
  readonly conversation: string;
  readonly candidates: string;
  readonly roles: Readonly<Record<'user' | 'assistant' | 'system', string>>;
}

const TEMPLATES: Readonly<Record<Language, Template>> = {
  ko: {
    instructions: {
      'multiple-choice': '다음 문제의 정답을 하나 고르십시오. 정답의 기호만 답하십시오.',
      'multiple-answer': '다음 문제의 정답을 모두 고르십시오. 정답의 기호만 쉼표로 나누어 답하십시오.',
      'short-answer': '다음 질문에 짧게 답하십시오. 설명 없이 답만 쓰십시오.',
      generation: '',
      dialogue: '다음 대화에 이어질 말을 쓰십시오.',
      classification: '다음 글에 알맞은 분류를 하나 고르십시오. 분류의 이름만 답하십시오.\n분류: {labels}',
      distribution:
        '다음 질문에 사람들이 선택지를 고를 비율을 어림하십시오. 선택지의 순서대로 합이 1이 되는 수 {count}개의 JSON 배열로만 답하십시오.',
      pairwise: '다음 질문에 대한 두 답변 가운데 더 나은 것을 고르십시오. A 또는 B로만, 우열이 없으면 tie로만 답하십시오.',
    },
    context: '지문',
    conversation: '대화',
    candidates: '답변',
    roles: { user: '사용자', assistant: '상대', system: '설정' },
  },
  en: {
    instructions: {
      'multiple-choice': 'Choose the one correct answer to the question. Reply with its letter only.',
      'multiple-answer': 'Choose all correct answers to the question. Reply with their letters only, separated by commas.',
      'short-answer': 'Answer the question briefly. Reply with the answer only, without an explanation.',
      generation: '',
      dialogue: 'Write what is said next in the conversation.',
      classification: 'Choose the one label that fits the text. Reply with the label only.\nLabels: {labels}',
      distribution:
        'Estimate the share of people who would pick each choice. Reply with a JSON array of {count} numbers only, in the order of the choices, that add up to 1.',
      pairwise:
        'Choose the better of two responses to the question. Reply with A or B only, or with tie only if neither is better.',
    },
    context: 'Passage',
    conversation: 'Conversation',
    candidates: 'Response',
    roles: { user: 'User', assistant: 'Assistant', system: 'Setting' },
  },
};

export const templateIn = (language: Language): Template => TEMPLATES[language];

/** SHA-256 of all that a template adds to an item, lower-case hex. */
export const templateHash = (language: Language): string =>
  createHash('sha256')
    .update(JSON.stringify([LAYOUT_VERSION, TEMPLATES[language]]))
    .digest('hex');
