import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memberAt, withMember } from './edit-member.js';

const edited = (record: string, path: readonly string[], value: string): string =>
  Buffer.from(withMember(Buffer.from(record), path, value)).toString();

it('changes one value and leaves every other byte', () => {
  const record = '{"id": 1.0, "split" : "public" , "n":12345678901234567890,"글":"\\uac00"}';
  expect(edited(record, ['split'], '"leaderboard"')).toBe(record.replace('"public"', '"leaderboard"'));
});

it('puts a member that is missing at the end, with the objects on its way', () => {
  expect(edited('{"a":1}', ['split'], 'null')).toBe('{"a":1, "split": null}');
  expect(edited('{ }', ['split'], '1')).toBe('{ "split": 1}');
  expect(edited('{"q":{}}', ['q', 'meta', 'split'], '1')).toBe('{"q":{"meta": {"split":1}}}');
});

it('is not led astray by texts that look like members', () => {
  const record = '{"a":"\\"split\\":1","b":{"split":2},"c":["split",3,"}"],"spl\\u0069t":4}';
  expect(edited(record, ['split'], '5')).toBe(record.replace(':4}', ':5}'));
});

it('takes the last of equal keys, and goes through nothing that is no object', () => {
  expect(edited('{"a":1,"a":2}', ['a'], '3')).toBe('{"a":1,"a":3}');
  expect(edited('{"a":[1]}', ['a', '0'], '3')).toBe('{"a":[1]}');
});

it('reads and writes what JSON.parse and JSON.stringify would', () => {
  const name = fc.constantFrom('a', 'b', '글', 'x"y', 'back\\slash', '');
  const value = fc.jsonValue();
  const object = fc.dictionary(name, value, { noNullPrototype: true });
  fc.assert(
    fc.property(object, name, value, fc.boolean(), (record, key, next, isWide) => {
      const text = JSON.stringify(record, null, isWide ? 2 : 0);
      const held = memberAt(Buffer.from(text), [key]);
      expect(held === null ? undefined : JSON.parse(Buffer.from(held).toString())).toEqual(
        JSON.parse(JSON.stringify({ v: record[key] })).v,
      );
      const made = edited(text, [key], JSON.stringify(next));
      expect(JSON.parse(made)).toEqual(JSON.parse(JSON.stringify({ ...record, [key]: next })));
    }),
  );
});
