import type { Mask } from '@jatdae/rules';
import type { FindingReply, ReplyRow, Report, RuleRow } from '@jatdae/schema';
import type { Reply } from './read-replies.js';

/**
 * The report with what the builder answered beside each finding, and the rows that meet none. Nothing else of it changes, the verdict least of all. What the builder wrote
 * goes through the mask, as everything that a report quotes.
 */
export function joinReplies(report: Report, replies: readonly Reply[], mask: Mask): Report {
  const masked = replies.map((reply) => ({ ...reply, ...maskedWords(reply, mask) }));
  const first = new Map<string, Reply>();
  for (const reply of masked) {
    if (reply.fingerprint !== null && !first.has(reply.fingerprint)) first.set(reply.fingerprint, reply);
  }
  const counts = { answered: 0, remains: 0, unanswered: 0, new: 0 };
  const findings = report.findings.map((finding) => {
    const reply = replyFor(first.get(finding.fingerprint));
    counts[reply.state] += 1;
    return { ...finding, reply };
  });
  const listed = new Set(report.findings.map(({ fingerprint }) => fingerprint));
  const rules = new Map(report.rules.map((rule) => [rule.code, rule]));
  const rows = masked.flatMap((reply): ReplyRow[] => {
    const { fingerprint } = reply;
    const isFirst = fingerprint !== null && first.get(fingerprint) === reply;
    if (isFirst && listed.has(fingerprint)) return [];
    const state = fingerprint === null ? 'unmatched' : isFirst ? stateOf(rules.get(reply.rule)) : 'repeated';
    const { row, rule, ...answer } = reply;
    return [{ row, state, rule, ...answer }];
  });
  const gone = rows.filter(({ state }) => state === 'gone').length;
  return { ...report, findings, replies: { ...counts, gone, rows } };
}

/** Masks what the builder wrote; the rest of a row is codes and numbers. */
function maskedWords(reply: Reply, mask: Mask): Pick<Reply, (typeof WORDS)[number]> {
  const words = WORDS.flatMap((key) => (reply[key] === undefined ? [] : [[key, mask(reply[key])] as const]));
  return Object.fromEntries(words);
}

const WORDS = ['explanation', 'by', 'date'] as const;

function replyFor(reply: Reply | undefined): FindingReply {
  if (reply === undefined) return { state: 'new' };
  const { row: _, rule: __, fingerprint: ___, ...answer } = reply;
  if (answer.action === 'fixed') return { state: 'remains', ...answer };
  const isAnswered = answer.action !== undefined || answer.explanation !== undefined;
  return { state: isAnswered ? 'answered' : 'unanswered', ...answer };
}

/** What is not listed is gone only where its rule lists all that there is. */
function stateOf(rule: RuleRow | undefined): 'gone' | 'unseen' {
  if (rule === undefined || rule.count > rule.shown) return 'unseen';
  const { bytes, records, exact } = rule.coverage;
  return exact && bytes >= 1 && records >= 1 ? 'gone' : 'unseen';
}
