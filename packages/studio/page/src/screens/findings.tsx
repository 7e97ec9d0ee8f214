import type { Finding, Report } from '@jatdae/schema';
import { useMemo, useState } from 'preact/hooks';
import type { ReviewWaiver } from '../../../src/api.js';
import { useLoad } from '../load.js';
import { FindingDetail } from '../parts/finding-detail.js';
import { count } from '../parts/numbers.js';
import { formatPlace } from '../parts/place.js';
import { Problem } from '../parts/problem.js';
import { hrefOf } from '../route.js';
import { useLocalized, useText } from '../text.js';
import { SEVERITIES } from '../words.js';

interface FindingsScreenProps {
  /** fingerprint of the finding that is looked at; empty: none */
  readonly open: string;
  readonly reviewer: string;
}

/** Findings on one screen at once. */
const SHOWN = 100;

/** The findings of the report, to be looked at and waived one by one. */
export function FindingsScreen({ open, reviewer }: FindingsScreenProps) {
  const t = useText();
  const { value: report, error } = useLoad<Report>('/api/report');
  const { value: waivers } = useLoad<ReviewWaiver[]>('/api/waivers');
  const [words, setWords] = useState('');
  const [severity, setSeverity] = useState('');
  const [shown, setShown] = useState(SHOWN);
  const found = useMemo(() => filterFindings(report?.findings ?? [], words, severity), [report, words, severity]);
  const waived = useMemo(() => new Set((waivers ?? []).map(({ rule, fingerprint }) => `${rule} ${fingerprint}`)), [waivers]);
  const selected = report?.findings.find(({ fingerprint }) => fingerprint === open);
  return (
    <>
      <h1>{t('보고서', 'Report')}</h1>
      <p>
        <a class="button" href="/report.html" target="_blank" rel="noreferrer">
          {t('보고서 전체를 새 탭에서 보기', 'The whole report in a new tab')}
        </a>
      </p>
      <Problem error={error} />
      {selected !== undefined && (
        <FindingDetail
          key={selected.fingerprint}
          finding={selected}
          waiver={
            waivers?.find(({ rule, fingerprint }) => rule === selected.code && fingerprint === selected.fingerprint) ?? null
          }
          reviewer={reviewer}
        />
      )}
      {report !== null && (
        <>
          <search class="filters">
            <label for="words">{t('찾기', 'Find')}</label>
            <input id="words" type="search" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
            <label for="severity">{t('심각도', 'Severity')}</label>
            <select id="severity" value={severity} onChange={(event) => setSeverity(event.currentTarget.value)}>
              <option value="">{t('모두', 'all')}</option>
              <SeverityOptions />
            </select>
            <span class="numbers muted" role="status">
              {t(`${count(found.length)}건`, `${count(found.length)} findings`)}
            </span>
          </search>
          <ul class="finding-list">
            {found.slice(0, shown).map((finding) => (
              <FindingLine
                key={finding.fingerprint}
                finding={finding}
                isOpen={finding.fingerprint === open}
                isWaived={finding.waived || waived.has(`${finding.code} ${finding.fingerprint}`)}
              />
            ))}
          </ul>
          {found.length > shown && (
            <button type="button" onClick={() => setShown(shown + SHOWN)}>
              {t(`${count(found.length - shown)}건 더`, `${count(found.length - shown)} more`)}
            </button>
          )}
        </>
      )}
    </>
  );
}

function SeverityOptions() {
  const say = useLocalized();
  return (
    <>
      {Object.entries(SEVERITIES).map(([severity, title]) => (
        <option key={severity} value={severity}>
          {say(title)}
        </option>
      ))}
    </>
  );
}

function filterFindings(findings: readonly Finding[], words: string, severity: string): Finding[] {
  const wanted = words.normalize('NFC').toLowerCase().split(/\s+/u).filter(Boolean);
  return findings.filter((finding) => {
    if (severity !== '' && finding.severity !== severity) return false;
    const text = `${finding.code} ${finding.message} ${finding.place.path}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

interface FindingLineProps {
  readonly finding: Finding;
  readonly isOpen: boolean;
  readonly isWaived: boolean;
}

function FindingLine({ finding, isOpen, isWaived }: FindingLineProps) {
  const t = useText();
  const say = useLocalized();
  const { code, severity, message, fingerprint, place } = finding;
  return (
    <li>
      <a href={hrefOf('findings', fingerprint)} aria-current={isOpen ? 'true' : undefined}>
        <span class={`severity ${severity}`}>
          {code} {say(SEVERITIES[severity])}
        </span>{' '}
        {isWaived && <span class="tag">{t('면제됨', 'waived')}</span>} <span>{message}</span>{' '}
        <bdi class="where">{formatPlace(place, t)}</bdi>
      </a>
    </li>
  );
}
