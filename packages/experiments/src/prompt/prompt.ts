import { createHash } from 'node:crypto';
import { type AskedItem, itemText, type Template } from '@jatdae/validator';
import { chatOf } from './conversation.js';
import type { Message, Part } from './message.js';

/** An item that is shown with its answer before the item that is asked. */
export interface Shot {
  readonly item: AskedItem;
  readonly answer: string;
}

/** The messages that ask an item, after the shots; `pictures` are data URLs. */
export function promptFor(
  item: AskedItem,
  template: Template,
  shots: readonly Shot[] = [],
  pictures: readonly string[] = [],
): Message[] {
  const examples = shots.flatMap(({ item: shown, answer }): Message[] => [
    { role: 'user', content: itemText(shown, template) },
    { role: 'assistant', content: answer },
  ]);
  if (item.type === 'dialogue' && shots.length === 0) {
    const chat = chatOf(item.turns);
    if (chat !== null) return withQuestion(chat, item, pictures);
  }
  return [...examples, { role: 'user', content: withPictures(itemText(item, template), pictures) }];
}

/** What an item comes to when it is asked: what two runs must have in common to be of the same data. */
export function promptDigest(messages: readonly Message[]): string {
  return createHash('sha256').update(JSON.stringify(messages)).digest('hex');
}

/** A passage or a question beside a conversation stands before its first words. */
function withQuestion(chat: readonly Message[], { context, question }: AskedItem, pictures: readonly string[]): Message[] {
  const before = [context, question].filter((text) => text !== null);
  const last = chat.length - 1;
  const first = chat[0]?.role === 'system' ? 1 : 0;
  return chat.map(({ role, content }, k) => {
    const text = k === first ? [...before, content].join('\n\n') : (content as string);
    return { role, content: k === last ? withPictures(text, pictures) : text };
  });
}

function withPictures(text: string, pictures: readonly string[]): Message['content'] {
  if (pictures.length === 0) return text;
  return [...pictures.map((url): Part => ({ type: 'image_url', image_url: { url } })), { type: 'text', text }];
}
