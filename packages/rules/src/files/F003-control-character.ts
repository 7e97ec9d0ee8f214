import { TextFlag, textOf } from '@jatdae/kernel';
import { fileRule } from '../file-findings.js';
import { findString, pointerTo } from '../item-text.js';

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

export const rule = fileRule<boolean>(
  {
    code: 'F003',
    name: 'control-character',
    severity: 'warning',
    message: {
      ko: '{where} 제어 문자 {character|이/가} 있습니다.',
      en: 'There is a control character, {character}, {where}.',
    },
    words: {
      where: {
        record: { ko: '문항의 글 안에', en: 'in the text of the item' },
        file: { ko: '파일의 레코드 밖에', en: 'in the file, outside its records' },
      },
      character: { unknown: { ko: '(NUL 등)', en: '(NUL or the like)' } },
    },
  },
  () => ({
    fact: ({ facts }) => facts.control,
    join: (left, right) => left || right,
    judge: (control) => (control ? { data: { where: 'file', character: 'unknown' } } : null),
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
