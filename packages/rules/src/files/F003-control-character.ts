import { TextFlag, textOf } from '@jatdae/kernel';
import { fileRule } from '../file-findings.js';
import { findString, pointerTo } from '../item-text.js';

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

export const rule = fileRule<boolean>(
  {
    code: 'F003',
    name: 'control-character',
    severity: 'warning',
    message: { ko: '{where}', en: '{where}' },
    words: {
      where: {
        record: {
          ko: '문항의 글 안에 제어 문자 {character|이/가} 있습니다.',
          en: 'The text of the item holds the control character {character}.',
        },
        file: {
          ko: '파일의 레코드 밖에 NUL 같은 제어 문자가 있습니다.',
          en: 'The file holds control characters such as NUL outside its records.',
        },
      },
    },
  },
  () => ({
    fact: ({ facts }) => facts.control,
    join: (left, right) => left || right,
    judge: (control) => (control ? { data: { where: 'file' } } : null),
  }),
  (batch, report) => {
    const { tape } = batch;
    for (let i = 0; i < batch.size; i++) {
      const root = batch.root[i];
      if (root < 0 || (batch.flags[i] & TextFlag.Control) === 0) continue;
      const node = findString(tape, root, TextFlag.Control, (text) => CONTROL.test(text));
      if (node < 0) continue;
      const [found] = CONTROL.exec(textOf(tape, node)) ?? [''];
      const character = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
      report(i, { pointer: pointerTo(tape, root, node), data: { where: 'record', character } });
    }
  },
);
