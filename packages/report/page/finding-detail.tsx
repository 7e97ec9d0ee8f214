import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PageData } from '../src/html/page-data.js';
import type { Finding } from './findings.js';
import { fill } from './words.js';

const RELATED_SHOWN = 20;

interface FindingDetailProps {
  readonly data: PageData;
  readonly finding: Finding | undefined;
  /** on a narrow screen it covers the list only while it is open */
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onMove: (by: number) => void;
  readonly panel: RefObject<HTMLElement | null>;
}

/** All that is known of one finding, with the record that it is about. */
export function FindingDetail({ data, finding, isOpen, onClose, onMove, panel }: FindingDetailProps) {
  const { words } = data;
  return (
    <section
      ref={panel}
      class={isOpen ? 'detail open' : 'detail'}
      tabIndex={-1}
      aria-label={words.details}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="detail-bar">
        <button type="button" onClick={() => onMove(-1)}>
          {words.previous}
        </button>
        <button type="button" onClick={() => onMove(1)}>
          {words.next}
        </button>
        <button type="button" class="close" onClick={onClose}>
          {words.close}
        </button>
      </div>
      {finding === undefined ? <p class="muted">{words.choose}</p> : <Facts data={data} finding={finding} />}
    </section>
  );
}

function Facts({ data, finding }: { readonly data: PageData; readonly finding: Finding }) {
  const { words } = data;
  const [ruleAt, severity, waiver, , subMetric, place, message, fingerprint, related] = finding.row;
  const rule = data.rules[ruleAt];
  const { id = '', word = '' } = data.severities[severity] ?? {};
  return (
    <>
      <h3>
        <span class={`badge ${id}`}>{word}</span> {rule?.code} {rule?.name}{' '}
        {finding.isWaived && <span class="badge waived">{words.waived}</span>}
      </h3>
      <p class="detail-message">{message}</p>
      <dl>
        <dt>{words.where}</dt>
        <dd class="place">{place}</dd>
        {waiver >= 0 && data.waivers[waiver] !== '' && (
          <>
            <dt>{words.waivedBy}</dt>
            <dd>{data.waivers[waiver]}</dd>
          </>
        )}
        {finding.row[13] >= 0 && (
          <>
            <dt>{words.reply}</dt>
            <dd>{data.replies[finding.row[13]]}</dd>
          </>
        )}
        {subMetric >= 0 && (
          <>
            <dt>{words.subMetric}</dt>
            <dd>{data.subMetrics[subMetric]}</dd>
          </>
        )}
        {related.length > 0 && (
          <>
            <dt>{words.related}</dt>
            {related.slice(0, RELATED_SHOWN).map((other) => (
              <dd key={other} class="place">
                {other}
              </dd>
            ))}
            {related.length > RELATED_SHOWN && (
              <dd class="muted">{fill(words.more, { count: related.length - RELATED_SHOWN })}</dd>
            )}
          </>
        )}
      </dl>
      <Record title={words.record} text={data.records[finding.row[9]]} start={finding.row[10]} end={finding.row[11]} />
      <Record title={words.relatedRecord} text={data.records[finding.row[12]]} start={-1} end={-1} />
      {rule !== undefined && rule.fix !== '' && (
        <>
          <h4>{words.fix}</h4>
          <p>{prose(rule.fix)}</p>
          <h4>{words.why}</h4>
          <p>{prose(rule.why)}</p>
        </>
      )}
      <h4>{words.fingerprint}</h4>
      <p class="place fingerprint">{fingerprint}</p>
    </>
  );
}

/** Words in backticks are code, as in the rest of the page. */
function prose(text: string) {
  const parts = text.split('`');
  return parts.length % 2 === 0 ? text : parts.map((part, at) => (at % 2 === 0 ? part : <code key={part}>{part}</code>));
}

interface RecordProps {
  readonly title: string;
  readonly text: string | undefined;
  /** range that is marked, -1 for none */
  readonly start: number;
  readonly end: number;
}

function Record({ title, text, start, end }: RecordProps) {
  const box = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => {
    const mark = box.current?.querySelector('mark');
    if (box.current !== null) box.current.scrollTop = (mark?.offsetTop ?? 0) - box.current.clientHeight / 3;
  }, [text, start]);
  if (text === undefined) return null;
  return (
    <>
      <h4>{title}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <pre ref={box} class="record" tabIndex={0}>
        {start < 0 ? text : [text.slice(0, start), <mark key="mark">{text.slice(start, end)}</mark>, text.slice(end)]}
      </pre>
    </>
  );
}
