import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PageData } from '../src/html/page-data.js';
import { type Filters, type Finding, NO_FILTERS } from './findings.js';

/** A list to choose from with more entries is no help: those with most findings are there, and the search finds the others. */
const MOST_CHOICES = 300;

interface FilterBarProps {
  readonly data: PageData;
  readonly findings: readonly Finding[];
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  readonly search: RefObject<HTMLInputElement | null>;
}

export function FilterBar({ data, findings, filters, onChange, search }: FilterBarProps) {
  const { words } = data;
  const counts = useMemo(() => countAll(findings), [findings]);
  const isFiltered = filters !== NO_FILTERS;
  return (
    <search class="filters">
      <label class="search">
        <span>{words.search}</span>
        <input
          ref={search}
          type="search"
          value={filters.text}
          placeholder={words.searchHint}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => onChange({ ...filters, text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && filters.text !== '') onChange({ ...filters, text: '' });
          }}
        />
      </label>
      <fieldset>
        <legend>{words.severity}</legend>
        {data.severities.map(({ id, word }, at) => (
          <label key={id} class={`chip ${id}`}>
            <input
              type="checkbox"
              checked={!filters.hidden.has(at)}
              disabled={!counts.severity.has(at)}
              onChange={() => onChange({ ...filters, hidden: toggled(filters.hidden, at) })}
            />
            {word} <b>{(counts.severity.get(at) ?? 0).toLocaleString('en-US')}</b>
          </label>
        ))}
      </fieldset>
      <Choice
        label={words.rule}
        all={words.all}
        none={NO_FILTERS.rule}
        value={filters.rule}
        choices={data.rules
          .map(({ code, name }) => ({ value: code, text: `${code} ${name}`, count: counts.rule.get(code) ?? 0 }))
          .sort((a, b) => (a.value < b.value ? -1 : 1))}
        onChange={(rule) => onChange({ ...filters, rule })}
      />
      <Choice
        label={words.file}
        all={words.all}
        none={String(NO_FILTERS.path)}
        value={String(filters.path)}
        choices={choicesOf(data.paths, counts.path)}
        onChange={(path) => onChange({ ...filters, path: Number(path) })}
      />
      {data.subMetrics.length > 0 && (
        <Choice
          label={words.subMetric}
          all={words.all}
          none={String(NO_FILTERS.subMetric)}
          value={String(filters.subMetric)}
          choices={choicesOf(data.subMetrics, counts.subMetric)}
          onChange={(subMetric) => onChange({ ...filters, subMetric: Number(subMetric) })}
        />
      )}
      {counts.waived > 0 && (
        <label>
          <span>{words.waivers}</span>
          <select
            value={filters.waived}
            onChange={(event) => onChange({ ...filters, waived: event.currentTarget.value as Filters['waived'] })}
          >
            <option value="all">{words.all}</option>
            <option value="no">{words.notWaived}</option>
            <option value="yes">{words.onlyWaived}</option>
          </select>
        </label>
      )}
      <button type="button" class="reset" disabled={!isFiltered} onClick={() => onChange(NO_FILTERS)}>
        {words.reset}
      </button>
    </search>
  );
}

interface Option {
  readonly value: string;
  readonly text: string;
  readonly count: number;
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  /** the value that stands for all */
  readonly none: string;
  readonly value: string;
  readonly choices: readonly Option[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, all, none, value, choices, onChange }: ChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value={none}>{all}</option>
        {choices.map(({ value: own, text, count }) => (
          <option key={own} value={own}>
            {text} ({count.toLocaleString('en-US')})
          </option>
        ))}
      </select>
    </label>
  );
}

const choicesOf = (names: readonly string[], counts: ReadonlyMap<number, number>): Option[] =>
  names
    .map((text, at) => ({ value: String(at), text, count: counts.get(at) ?? 0 }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_CHOICES);

interface Counts {
  readonly severity: ReadonlyMap<number, number>;
  readonly rule: ReadonlyMap<string, number>;
  readonly path: ReadonlyMap<number, number>;
  readonly subMetric: ReadonlyMap<number, number>;
  readonly waived: number;
}

function countAll(findings: readonly Finding[]): Counts {
  const counted = <Key,>(keyOf: (finding: Finding) => Key): Map<Key, number> => {
    const counts = new Map<Key, number>();
    for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
    return counts;
  };
  return {
    severity: counted(({ severity }) => severity),
    rule: counted(({ code }) => code),
    path: counted(({ path }) => path),
    subMetric: counted(({ subMetric }) => subMetric),
    waived: findings.filter(({ isWaived }) => isWaived).length,
  };
}

function toggled(hidden: ReadonlySet<number>, severity: number): ReadonlySet<number> {
  const next = new Set(hidden);
  if (!next.delete(severity)) next.add(severity);
  return next;
}
