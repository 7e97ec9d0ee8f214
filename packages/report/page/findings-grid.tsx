import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageData } from '../src/html/page-data.js';
import type { Finding, Order, SortKey } from './findings.js';

/** Pixels; the style sheet has the same. */
const ROW = 56;
const HEAD = 40;
/** Rows drawn beyond what is seen, so that scrolling shows no gap. */
const SPARE = 8;
/** Browsers place nothing beyond some 17 million pixels: longer lists are scrolled in proportion. */
const TALLEST = 8_000_000;

interface FindingsGridProps {
  readonly data: PageData;
  readonly findings: readonly Finding[];
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly active: number;
  readonly onActive: (at: number) => void;
  readonly onOpen: () => void;
  readonly grid: RefObject<HTMLDivElement | null>;
}

/** A table of any length that holds only the rows that are seen. The focus stays on the table, which names its active row, so that no row takes it away. */
export function FindingsGrid({ data, findings, order, onOrder, active, onActive, onOpen, grid }: FindingsGridProps) {
  const { words } = data;
  const [view, setView] = useState({ top: 0, height: 600 });
  const full = findings.length * ROW;
  const height = Math.min(full, TALLEST);
  // Both ends are reached whatever the proportion.
  const stretch = full > height ? (full - view.height) / Math.max(1, height - view.height) : 1;
  const top = view.top * stretch;
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const end = Math.min(findings.length, Math.ceil((top + view.height) / ROW) + SPARE);

  useEffect(() => {
    const box = grid.current;
    if (box === null) return;
    const measure = (): void => setView({ top: box.scrollTop, height: Math.max(ROW, box.clientHeight - HEAD) });
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    box.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', measure);
    };
  }, [grid]);

  const reveal = (at: number): void => {
    const box = grid.current;
    if (box === null) return;
    if (at * ROW < top) box.scrollTop = (at * ROW) / stretch;
    else if ((at + 1) * ROW > top + view.height) box.scrollTop = ((at + 1) * ROW - view.height) / stretch;
  };
  useEffect(() => reveal(active), [active, findings]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') onOpen();
    else {
      const to = moved(event.key, active, findings.length, Math.max(1, Math.floor(view.height / ROW) - 1));
      if (to === null) return;
      onActive(to);
    }
    event.preventDefault();
  };

  const rows = Array.from({ length: Math.max(0, end - first) }, (_, k) => first + k);
  // The active row is named by the table's focus wherever it was scrolled to.
  if (findings.length > 0 && (active < first || active >= end)) rows.push(active);
  const head = (key: SortKey, text: string) => <SortHead key={key} by={key} text={text} order={order} onOrder={onOrder} />;
  return (
    <div
      ref={grid}
      class="grid"
      role="grid"
      tabIndex={0}
      aria-labelledby="findings-title"
      aria-rowcount={findings.length + 1}
      aria-activedescendant={findings.length > 0 ? `finding-${active}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} class="grid-head">
        {head('severity', words.severity)}
        {head('rule', words.rule)}
        {head('place', words.place)}
      </div>
      <div role="rowgroup" class="grid-body" style={{ height: `${height}px` }}>
        {rows.map((at) => (
          <Row
            key={at}
            data={data}
            finding={findings[at] as Finding}
            at={at}
            y={at * ROW - (top - view.top)}
            isActive={at === active}
            onChoose={() => {
              onActive(at);
              onOpen();
            }}
          />
        ))}
        {findings.length === 0 && <p class="empty">{words.none}</p>}
      </div>
    </div>
  );
}

/** Where a key leads to from a row, null where it leads nowhere. */
function moved(key: string, from: number, size: number, page: number): number | null {
  const to = { ArrowDown: from + 1, ArrowUp: from - 1, PageDown: from + page, PageUp: from - page, Home: 0, End: size - 1 }[key];
  return to === undefined ? null : Math.max(0, Math.min(size - 1, to));
}

interface RowProps {
  readonly data: PageData;
  readonly finding: Finding;
  readonly at: number;
  /** pixels from the top of the list */
  readonly y: number;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

function Row({ data, finding, at, y, isActive, onChoose }: RowProps) {
  const { id = '', word = '' } = data.severities[finding.severity] ?? {};
  return (
    <div
      id={`finding-${at}`}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={isActive}
      class="grid-row"
      style={{ transform: `translateY(${y}px)` }}
      onClick={onChoose}
    >
      <div role="gridcell">
        <span class={`badge ${id}`}>{word}</span>
      </div>
      <div role="gridcell" class="code">
        {finding.code}
        {finding.isWaived && <span class="badge waived">{data.words.waived}</span>}
      </div>
      <div role="gridcell" class="what">
        <span class="message">{finding.message}</span>
        <span class="place">{finding.place}</span>
      </div>
    </div>
  );
}

interface SortHeadProps {
  readonly by: SortKey;
  readonly text: string;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

function SortHead({ by, text, order, onOrder }: SortHeadProps) {
  const isSorted = order.key === by;
  return (
    <div role="columnheader" aria-sort={isSorted ? (order.isDescending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => onOrder({ key: by, isDescending: isSorted && !order.isDescending })}>
        {text}
      </button>
    </div>
  );
}
