import type { Report } from '@jatdae/schema';
import type { RenderOptions } from '../render-options.js';
import { type Case, type Outcome, type Suite, suitesOf } from './cases.js';
import { attributes, xmlText } from './xml.js';

/**
 * The report as JUnit XML, as test reports of CI systems read it: a suite a requirement, a case for it and for each of its rules. What was not judged,
 * does not apply or is waived is skipped. There are no times in it, and nothing that the schema of Jenkins does not know.
 */
export function* renderJunit(report: Report, options: RenderOptions): Generator<string> {
  const suites = suitesOf(report, options);
  const { skipped: _, ...all } = totals(suites.flatMap(({ cases }) => cases));
  const name = ['jatdae', report.deliverable?.name ?? '', report.deliverable?.version ?? ''].join(' ').trim();
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name, ...all })}>\n`;
  for (const suite of suites) yield suiteText(suite);
  yield '</testsuites>\n';
}

function totals(cases: readonly Case[]): Record<'tests' | 'failures' | 'errors' | 'skipped', number> {
  const count = (outcome: Outcome): number => cases.filter((one) => one.outcome === outcome).length;
  return { tests: cases.length, failures: count('failed'), errors: 0, skipped: count('skipped') };
}

function suiteText({ name, cases }: Suite): string {
  const body = cases.map((one) => caseText(one, name)).join('');
  return `  <testsuite${attributes({ name, ...totals(cases), time: 0 })}>\n${body}  </testsuite>\n`;
}

function caseText({ name, outcome, message, lines }: Case, suite: string): string {
  const open = `    <testcase${attributes({ name, classname: suite, time: 0 })}`;
  const text = lines.map((line) => xmlText(line)).join('\n');
  if (outcome === 'failed') {
    return `${open}>\n      <failure${attributes({ message, type: 'failure' })}>${text}</failure>\n    </testcase>\n`;
  }
  const skipped = outcome === 'skipped' ? `      <skipped${attributes({ message })}/>\n` : '';
  const output = text === '' ? '' : `      <system-out>${text}</system-out>\n`;
  return skipped === '' && output === '' ? `${open}/>\n` : `${open}>\n${skipped}${output}    </testcase>\n`;
}
