import { roleOf, type SpeakerRole, type Turn } from '@jatdae/validator';
import type { Message } from './message.js';

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
  return turns.map(({ content }, k) => ({ role: roles[k] as SpeakerRole, content }));
}
