import { type CreateFind, type Match, matchesOf, type Passage, privacyRule } from './finder.js';

export const findToken: CreateFind = () => (passage) => [
  ...matchesOf(passage.text, ISSUED, (found) => (isIssued(found[0]) ? matchOf(found, 'key', 3) : null)),
  ...matchesOf(passage.text, PRIVATE_KEY, (found) => matchOf(found, 'private', 10)),
  ...matchesOf(passage.text, JWT, (found) => matchOf(found, 'jwt', 3)),
  ...secrets(passage),
];

export const rule = privacyRule(
  {
    code: 'P006',
    name: 'key-or-token',
    severity: 'error',
    kinds: {
      key: { ko: '접근 키나 토큰', en: 'an access key or token' },
      private: { ko: '개인 키', en: 'a private key' },
      jwt: { ko: 'JSON 웹 토큰(JWT)', en: 'a JSON web token' },
      secret: { ko: '비밀번호나 인증키', en: 'a password or secret' },
    },
  },
  'tokens',
  findToken,
);

/** Prefixes that their issuers publish so that leaks can be found. */
const ISSUED = new RegExp(
  `(?<![A-Za-z0-9_-])(?:${[
    '(?:AKIA|ASIA)[A-Z0-9]{16}',
    'gh[pousr]_[A-Za-z0-9]{36,255}',
    String.raw`github_pat_\w{22,255}`,
    String.raw`glpat-[\w-]{20,64}`,
    String.raw`sk-[\w-]{20,255}`,
    '[sr]k_(?:live|test)_[A-Za-z0-9]{16,255}',
    'xox[abeoprs]-[A-Za-z0-9-]{15,255}',
    String.raw`AIza[\w-]{35}`,
    String.raw`ya29\.[\w-]{20,255}`,
    'hf_[A-Za-z]{30,64}',
    'npm_[A-Za-z0-9]{36}',
    String.raw`SG\.[\w-]{22}\.[\w-]{43}`,
  ].join('|')})(?![A-Za-z0-9_-])`,
  'g',
);

const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----[\s\\nr]{0,8}[A-Za-z0-9+/=:, -]{16}/g;

/** Header and payload both begin with {" in Base64url. */
const JWT = /(?<![\w-])eyJ[\w-]{8,4096}\.eyJ[\w-]{8,8192}\.[\w-]{16,1024}(?![\w-])/g;

const ASSIGNED =
  /(?:api[_-]?key|secret(?:[_-]?key)?|access[_-]?(?:key|token)|auth[_-]?token|service[_-]?key|client[_-]?secret|passw(?:or)?d|비밀번호|비밀키|인증키|서비스키)["']?\s{0,3}[:=]\s{0,3}["']?([A-Za-z0-9+/_=%-]{20,200})/gi;

/** Bits a character: words and names in a programme have less, tokens of twenty characters more. */
const ENTROPY = 3.5;

function secrets({ text }: Passage): Match[] {
  return matchesOf(text, ASSIGNED, (found) => {
    const value = found[1];
    const end = found.index + found[0].length;
    return isRandom(value) && entropyOf(value) >= ENTROPY ? { start: end - value.length, end, kind: 'secret', open: 0 } : null;
  });
}

/** Letters and digits mixed, as `sk-learn-and-all-its-friends` is not; two prefixes are followed by letters alone now and then. */
const isRandom = (text: string): boolean => /\d/.test(text.slice(4)) && /[A-Za-z]/.test(text.slice(4));
const isIssued = (text: string): boolean => /^(?:A[KS]IA|hf_)/.test(text) || isRandom(text);

/** Shannon's, in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

const matchOf = (found: RegExpExecArray, kind: string, open: number): Match => ({
  start: found.index,
  end: found.index + found[0].length,
  kind,
  open,
});
