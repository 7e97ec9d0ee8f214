import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageData } from '../src/html/page-data.js';
import { FilterBar } from './filter-bar.js';
import { FindingDetail } from './finding-detail.js';
import { createFinder, type Filters, findingsOf, NO_FILTERS, type Order, sorted } from './findings.js';
import { FindingsGrid } from './findings-grid.js';
import { fill } from './words.js';

const RULE_LINK = /^#rule-([A-Z]\d{3})$/u;

/** The findings of the report: filters, a table that draws only what is seen, and the finding that was chosen. */
export function FindingsBrowser({ data }: { readonly data: PageData }) {
  const findings = useMemo(() => findingsOf(data), [data]);
  const find = useMemo(() => createFinder(findings), [findings]);
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [order, setOrder] = useState<Order>({ key: 'severity', isDescending: false });
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const detail = useRef<HTMLElement>(null);

  const ordered = useMemo(() => sorted(findings, order), [findings, order]);
  const shown = useMemo(() => find(ordered, filters), [find, ordered, filters]);
  const change = useCallback((next: Filters) => {
    setFilters(next);
    setActive(0);
  }, []);
  const close = useCallback(() => {
    setOpen(false);
    grid.current?.focus();
  }, []);

  useEffect(() => {
    const follow = (): void => {
      const rule = RULE_LINK.exec(location.hash)?.[1];
      if (rule === undefined) return;
      change({ ...NO_FILTERS, rule });
      document.getElementById('findings')?.scrollIntoView();
      grid.current?.focus({ preventScroll: true });
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      search.current?.focus();
      search.current?.select();
    };
    follow();
    addEventListener('hashchange', follow);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('hashchange', follow);
      removeEventListener('keydown', onKey);
    };
  }, [change]);

  const finding = shown[active];
  const { words } = data;
  return (
    <div class="browser">
      <FilterBar data={data} findings={findings} filters={filters} onChange={change} search={search} />
      <div class="count-line">
        <p role="status">{fill(words.shownOf, { all: findings.length, shown: shown.length })}</p>
        <p class="muted">{words.keys}</p>
      </div>
      {data.count > findings.length && <p class="muted">{fill(words.listed, { count: data.count, listed: findings.length })}</p>}
      <div class="panes">
        <FindingsGrid
          data={data}
          findings={shown}
          order={order}
          onOrder={setOrder}
          active={active}
          onActive={setActive}
          onOpen={() => {
            setOpen(true);
            requestAnimationFrame(() => detail.current?.focus());
          }}
          grid={grid}
        />
        <FindingDetail
          data={data}
          finding={finding}
          isOpen={isOpen}
          onClose={close}
          onMove={(by) => setActive(Math.max(0, Math.min(shown.length - 1, active + by)))}
          panel={detail}
        />
      </div>
    </div>
  );
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
