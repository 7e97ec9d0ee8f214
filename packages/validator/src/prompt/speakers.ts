import type { Turn } from '../asked-item.js';
import type { Template } from './template.js';

export type SpeakerRole = keyof Template['roles'];

const ROLES: Readonly<Record<string, SpeakerRole>> = {
  user: 'user',
  human: 'user',
  customer: 'user',
  q: 'user',
  사용자: 'user',
  고객: 'user',
  질문자: 'user',
  assistant: 'assistant',
  bot: 'assistant',
  gpt: 'assistant',
  model: 'assistant',
  agent: 'assistant',
  a: 'assistant',
  상담사: 'assistant',
  답변자: 'assistant',
  system: 'system',
};

/** Who speaks, by the usual names of the data; null where the name is another. */
export const roleOf = ({ role }: Turn): SpeakerRole | null => {
  const name = (role ?? '').trim().toLowerCase();
  return Object.hasOwn(ROLES, name) ? (ROLES[name] as SpeakerRole) : null;
};

/** The name under which the k-th turn stands in a transcript. */
export function speakerOf(turn: Turn, k: number, { roles }: Template): string {
  const role = roleOf(turn);
  return role === null ? (turn.role ?? String(k + 1)) : roles[role];
}
