import type { SaxesTagPlain } from 'saxes';
import { ARCHIVE_LIMITS, type ListedMember } from '../archive/member.js';
import { checkedSource, rangeSource, unpackedSource } from '../archive/source.js';
import { contentOffset, listZip } from '../archive/zip.js';
import { plainStream } from '../input/stream.js';
import type { ByteSource } from '../reader.js';
import { type DateKind, dateKindOf } from './xlsx-values.js';

/** Why a workbook cannot be read: a word of F005, or of F007 where the manifest's `at` names no sheet of it. */
export class XlsxProblem extends Error {
  constructor(
    readonly reason: string,
    readonly code: 'F005' | 'F006' | 'F007' = 'F005',
  ) {
    super(reason);
    this.name = 'XlsxProblem';
  }
}

/** A workbook as far as one sheet needs it. */
export interface Workbook {
  /** the sheet's XML */
  readonly sheet: ByteSource;
  readonly strings: readonly string[];
  /** by a cell's style: how its number is a date, if it is one */
  readonly dates: readonly (DateKind | null)[];
  /** days count from 1904 */
  readonly since1904: boolean;
}

interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Text of all shared strings of a workbook, which stay in memory. */
const STRINGS_LENGTH = 256 << 20;
const PIECE_BYTES = 64 << 10;

/** @throws XlsxProblem */
export async function openWorkbook(source: ByteSource, sheetName: string | null): Promise<Workbook> {
  const part = await openParts(source);
  const workbookPath =
    (await readRelations(part, '')).find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  const book = await readSheets(await part.needed(workbookPath));
  const relations = await readRelations(part, workbookPath);
  const targetOf = (type: string): string | undefined => relations.find((relation) => relation.type.endsWith(type))?.target;
  const sheets = book.sheets.flatMap((sheet) => {
    const relation = relations.find(({ id }) => id === sheet.relation);
    return relation?.type.endsWith('/worksheet') === true ? [{ ...sheet, path: relation.target }] : [];
  });
  const named = sheets.find(({ name }) => name === sheetName);
  const sheet = sheetName === null ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0]) : named;
  if (sheet === undefined) throw sheetName === null ? new XlsxProblem('corrupt') : new XlsxProblem('pointer-not-found', 'F007');
  return {
    sheet: await part.needed(sheet.path),
    strings: await readStrings(await part.optional(targetOf('/sharedStrings'))),
    dates: await readStyles(await part.optional(targetOf('/styles'))),
    since1904: book.since1904,
  };
}

interface Parts {
  needed(path: string): Promise<ByteSource>;
  optional(path: string | undefined): Promise<ByteSource | null>;
}

async function openParts(source: ByteSource): Promise<Parts> {
  const { members, problem } = await listZip(source, ARCHIVE_LIMITS);
  if (problem !== null) throw new XlsxProblem(problem);
  const optional = async (path: string | undefined): Promise<ByteSource | null> => {
    const member = members.find(({ name }) => name.toLowerCase() === path?.toLowerCase());
    return member === undefined ? null : openPart(source, member);
  };
  return {
    optional,
    async needed(path) {
      const part = await optional(path);
      if (part === null) throw new XlsxProblem('corrupt');
      return part;
    },
  };
}

async function openPart(source: ByteSource, member: ListedMember): Promise<ByteSource> {
  if (member.problem !== null || member.refusal !== null) throw new XlsxProblem(member.problem ?? 'corrupt');
  const at = await contentOffset(source, member.offset, member.crc);
  if (at === null) throw new XlsxProblem('corrupt');
  const packed = rangeSource(source, at, member.packed);
  return checkedSource(unpackedSource(packed, member.size, member.method), member.crc);
}

/**
 * Reads XML from front to back, names without prefixes. No entity is known but XML's own five, so that nothing can expand.
 * @throws XlsxProblem where it is not well formed or does not come whole
 */
export async function* readXml(source: ByteSource, handler: XmlHandler): AsyncGenerator<void, void, void> {
  const { SaxesParser } = await import('saxes');
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  parser.on('error', () => {
    throw new XlsxProblem('corrupt');
  });
  parser.on('opentag', (tag: SaxesTagPlain) => handler.open?.(localName(tag.name), tag.attributes));
  parser.on('closetag', (tag: SaxesTagPlain) => handler.close?.(localName(tag.name)));
  const onText = (text: string): void => handler.text?.(text);
  parser.on('text', onText);
  parser.on('cdata', onText);
  const stream = plainStream(source, 0);
  const piece = new Uint8Array(PIECE_BYTES);
  for (let count = await stream.read(piece); count > 0; count = await stream.read(piece)) {
    parser.write(decoded(decoder, piece.subarray(0, count)));
    yield;
  }
  const damage = source.damage?.() ?? null;
  if (damage !== null) throw new XlsxProblem(damage.reason);
  parser.close();
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw new XlsxProblem('corrupt');
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

async function readAllXml(source: ByteSource, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml(source, handler));
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

/** What a part refers to. The part '' is the package itself. */
async function readRelations(parts: Parts, path: string): Promise<Relation[]> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const source = await parts.optional(`${folder}_rels/${path.slice(folder.length)}.rels`);
  const relations: Relation[] = [];
  if (source === null) return relations;
  await readAllXml(source, {
    open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name !== 'Relationship') return;
      relations.push({ id, type, target: pathOf(target, folder) });
    },
  });
  return relations;
}

/** A target is a URI: relative to the folder of what refers to it, or from the package's root. */
function pathOf(target: string, folder: string): string {
  try {
    return decodeURI(new URL(target, `http://package/${folder}`).pathname.slice(1));
  } catch {
    throw new XlsxProblem('corrupt');
  }
}

interface Sheet {
  readonly name: string;
  readonly relation: string;
  readonly hidden: boolean;
}

async function readSheets(source: ByteSource): Promise<{ readonly sheets: Sheet[]; readonly since1904: boolean }> {
  const sheets: Sheet[] = [];
  let since1904 = false;
  await readAllXml(source, {
    open(name, attributes) {
      if (name === 'workbookPr') since1904 = isTrue(attributes.date1904);
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => localName(key) === 'id')?.[1] ?? '';
      const hidden = attributes.state !== undefined && attributes.state !== 'visible';
      sheets.push({ name: attributes.name ?? '', relation, hidden });
    },
  });
  return { sheets, since1904 };
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** Rich text loses its runs; phonetic guides (`rPh`) are no text. */
async function readStrings(source: ByteSource | null): Promise<string[]> {
  const strings: string[] = [];
  if (source === null) return strings;
  const collector = createTextCollector();
  let length = 0;
  await readAllXml(source, {
    ...collector.handler,
    close(name) {
      collector.handler.close(name);
      if (name !== 'si') return;
      const text = collector.take();
      length += text.length;
      if (length > STRINGS_LENGTH) throw new XlsxProblem('file-bytes', 'F006');
      strings.push(text);
    },
  });
  return strings;
}

export interface TextCollector {
  readonly handler: {
    open(name: string): void;
    text(text: string): void;
    close(name: string): void;
  };
  take(): string;
}

/** The text of `t` elements, not of those in phonetic guides. */
export function createTextCollector(): TextCollector {
  let collected = '';
  let inText = false;
  let guides = 0;
  return {
    handler: {
      open(name) {
        if (name === 'rPh') guides += 1;
        inText = name === 't' && guides === 0;
      },
      text(text) {
        if (inText) collected += text;
      },
      close(name) {
        if (name === 'rPh') guides -= 1;
        inText = false;
      },
    },
    take() {
      const text = unescaped(collected);
      collected = '';
      return text;
    },
  };
}

/** Characters that XML cannot hold are written `_x000D_`. */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

async function readStyles(source: ByteSource | null): Promise<(DateKind | null)[]> {
  const dates: (DateKind | null)[] = [];
  if (source === null) return dates;
  const codes = new Map<number, string>();
  let inCells = false;
  await readAllXml(source, {
    open(name, attributes) {
      const id = Number(attributes.numFmtId ?? 0);
      if (name === 'numFmt') codes.set(id, attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) dates.push(dateKindOf(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}
