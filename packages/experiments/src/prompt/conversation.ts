import type { Turn } from '@jatdae/validator';
import type { Message } from './message.js';
import type { Template } from './template.js';

type Role = 'user' | 'assistant' | 'system';

const ROLES: Readonly<Record<string, Role>> = {
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

const roleOf = ({ role }: Turn): Role | null => {
  const name = (role ?? '').trim().toLowerCase();
  return Object.hasOwn(ROLES, name) ? (ROLES[name] as Role) : null;
};

/**
 * A conversation as a chat, where it is one: a system turn at the most, then user and assistant by turns, the user last. Chat
 * templates of models refuse anything else. Turns without any role are taken to alternate. Null where it is no such chat.
 */
export function chatOf(turns: readonly Turn[]): Message[] | null {
  const unnamed = turns.every(({ role }) => role === null);
  const roles = turns.map((turn, k) => (unnamed ? (['user', 'assistant'] as const)[k % 2] : roleOf(turn)));
  const first = roles[0] === 'system' ? 1 : 0;
  const spoken = roles.slice(first);
  const alternates = spoken.every((role, k) => role === (k % 2 === 0 ? 'user' : 'assistant'));
  if (!alternates || spoken.length % 2 === 0) return null;
  return turns.map(({ content }, k) => ({ role: roles[k] as Role, content }));
}

/** A conversation as one text, each turn under its speaker's name. */
export function transcriptOf(turns: readonly Turn[], { roles }: Template): string {
  return turns
    .map((turn, k) => {
      const role = roleOf(turn);
      const name = role === null ? (turn.role ?? String(k + 1)) : roles[role];
      return `${name}: ${turn.content}`;
    })
    .join('\n');
}
