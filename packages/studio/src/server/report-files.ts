import { FORMATS, type FormatName, type RuleText } from '@jatdae/report';
import { loadPage } from '@jatdae/rules';
import type { Language } from '@jatdae/schema';
import type { Context } from 'hono';
import type { JudgedReport } from '../review/session.js';

const BY_ENDING: ReadonlyMap<string, FormatName> = new Map(
  (Object.keys(FORMATS) as FormatName[]).flatMap((name) =>
    FORMATS[name].endings.map((ending) => [ending.slice(1), name] as const),
  ),
);

/** A page of its own, which may run its own script and nothing else: as of another site, it has no cookie and asks this server for nothing. */
const PAGE_POLICY = "sandbox allow-scripts allow-downloads; frame-ancestors 'none'";

/** The report in the format that an ending names, as `validate -o` writes it; null where no format has it. */
export async function answerReport(context: Context, judged: JudgedReport, language: Language): Promise<Response | null> {
  const ending = (context.req.param('file') ?? '').replace('report.', '');
  const name = BY_ENDING.get(ending);
  if (name === undefined) return null;
  const { report, profile, excerpts } = judged;
  const draw = await FORMATS[name].load();
  const rendered = await draw(report, {
    language,
    width: 100,
    color: false,
    titles: Object.fromEntries(profile.requirements.map(({ id, title }) => [id, title])),
    rules: await ruleTexts(judged, language),
    records: excerpts,
  });
  const pieces: (string | Uint8Array)[] = [];
  for await (const piece of typeof rendered === 'string' ? [rendered] : rendered) pieces.push(piece);
  const body = new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece as string))));
  return context.body(
    body,
    200,
    name === 'html'
      ? { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_POLICY }
      : { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="report.${ending}"` },
  );
}

async function ruleTexts({ report }: JudgedReport, language: Language): Promise<Readonly<Record<string, RuleText>>> {
  const pages = await Promise.all(report.rules.map(async ({ code }) => [code, (await loadPage(code))?.[language]] as const));
  return Object.fromEntries(pages.flatMap(([code, page]) => (page === undefined ? [] : [[code, page] as const])));
}
