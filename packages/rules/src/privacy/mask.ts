import type { Profile } from '@jatdae/schema';
import { optionList } from '../settings.js';
import { createAllowList } from './allow-list.js';
import { plainText } from './clues.js';
import { type CreateFind, masked } from './finder.js';
import { findResident } from './P001-resident-number.js';
import { findTelephone } from './P002-telephone.js';
import { findCard } from './P003-payment-card.js';
import { findEmail } from './P004-email.js';
import { findAccount } from './P005-account-passport-licence.js';
import { findToken } from './P006-key-or-token.js';
import { findBusiness } from './P007-business-number.js';

/** Masks in a text what the rules of personal data and secrets would report; `name` is the field that it stands in, if any. */
export type Mask = (text: string, name?: string) => string;

const FINDERS: readonly (readonly [code: string, create: CreateFind])[] = [
  ['P001', findResident],
  ['P002', findTelephone],
  ['P003', findCard],
  ['P004', findEmail],
  ['P005', findAccount],
  ['P006', findToken],
  ['P007', findBusiness],
];

/** Without digits, an @ or twenty letters in a row there is nothing to be masked. */
const CLUE = /\d.*\d|@|[A-Za-z0-9_+\-/=%]{20}/s;

/** Every rule says what it found by its place; what others quote of the data goes through this, whichever rules are selected. */
export function createMask(profile: Profile): Mask {
  const finders = FINDERS.map(([code, create]) => ({
    find: create(profile),
    isAllowed: createAllowList(optionList(profile, code, 'allow')),
  }));

  return (text, name = '') => {
    const plain = plainText(text);
    if (!CLUE.test(plain)) return text;
    const matches = finders.flatMap(({ find, isAllowed }) =>
      find({ text: plain, name: () => name }).filter(({ start, end }) => !isAllowed(plain.slice(start, end))),
    );
    return matches.reduce(
      (shown, { start, end, open }) => shown.slice(0, start + open) + masked(shown.slice(start + open, end)) + shown.slice(end),
      text,
    );
  };
}

/** The same for every text in a value, deep. Numbers stay: what findings count is nobody's. */
export function maskTexts(value: unknown, mask: Mask, name: string): unknown {
  if (typeof value === 'string') return mask(value, name);
  if (Array.isArray(value)) return value.map((part) => maskTexts(part, mask, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === 'path' ? part : maskTexts(part, mask, name)]),
  );
}
