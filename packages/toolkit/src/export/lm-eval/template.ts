import type { ItemType, Language } from '@jatdae/schema';
import { templateIn } from '@jatdae/validator';
import { CUES } from '../asked-text.js';

/**
 * `askedText` as a Jinja template over the fields of a document. No line end follows a block and no blank precedes one, so that it gives
 * the same with `trim_blocks` and `lstrip_blocks` and without.
 */
export function jinjaOf(type: ItemType, language: Language): string {
  const { instructions, context, conversation, candidates } = templateIn(language);
  const words = instructions[type].replace('{labels}', "{{ labels | join(', ') }}");
  const choice =
    type === 'pairwise'
      ? `[${candidates} {{ letters[loop.index0] }}]\n{{ choice }}\n\n`
      : '{{ letters[loop.index0] }}. {{ choice }}\n';
  return [
    words === '' ? '' : `${words}\n\n`,
    `{% if context %}[${context}]\n{{ context }}\n\n{% endif %}`,
    `{% if turns %}[${conversation}]\n{% for turn in turns %}{{ turn.speaker }}: {{ turn.content }}\n{% endfor %}{{ "\\n" }}{% endif %}`,
    '{% if question %}{{ question }}\n\n{% endif %}',
    `{% for choice in choices %}${choice}{% endfor %}`,
    type === 'pairwise' ? '' : '{% if choices %}{{ "\\n" }}{% endif %}',
    CUES[language](type),
  ].join('');
}
