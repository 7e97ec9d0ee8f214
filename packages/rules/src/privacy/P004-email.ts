import { type CreateFind, type Match, privacyRule } from './finder.js';

export const findEmail: CreateFind =
  () =>
  ({ text }) => {
    const matches: Match[] = [];
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      const match = addressAt(text, at);
      if (match !== null) matches.push(match);
    }
    return matches;
  };

export const rule = privacyRule(
  {
    code: 'P004',
    name: 'email',
    severity: 'warning',
    kinds: {
      email: { ko: '전자우편 주소', en: 'an e-mail address' },
      role: { ko: '기관의 대표 전자우편 주소', en: 'the e-mail address of an office' },
    },
  },
  'ats',
  findEmail,
);

/** RFC 5321 allows 64 and 255 characters on the two sides. */
const LOCAL = /[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_%+-])?$/;
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-]|\.[A-Za-z0-9])/;

/** Endings of file names and of code, which no top-level domain is. */
const NO_DOMAIN = /\.(?:png|jpe?g|gif|svg|webp|css|js|ts|html?|json|py|java|class)$/i;
const ROLE =
  /^(?:info|help|support|contact|admin|webmaster|postmaster|sales|press|service|office|privacy|no-?reply|do-?not-?reply)$/i;

function addressAt(text: string, at: number): Match | null {
  const local = LOCAL.exec(text.slice(Math.max(0, at - 64), at))?.[0];
  const domain = DOMAIN.exec(text.slice(at + 1, at + 257))?.[0];
  if (local === undefined || domain === undefined || NO_DOMAIN.test(domain)) return null;
  // git@host:path is how a repository is named.
  if (local === 'git' && text[at + 1 + domain.length] === ':') return null;
  const start = at - local.length;
  const end = at + 1 + domain.length;
  return ROLE.test(local) ? { start, end, kind: 'role', open: 1, severity: 'note' } : { start, end, kind: 'email', open: 1 };
}
