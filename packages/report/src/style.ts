import type { Language, Localized, RequirementRow, Severity } from '@jatdae/schema';
import picocolors from 'picocolors';

export type Titles = Readonly<Record<string, Localized>>;

export interface PrettyOptions {
  readonly language: Language;
  readonly color: boolean;
  /** columns of the terminal */
  readonly width: number;
  /** findings shown of each rule; 5 where absent */
  readonly maxFindings?: number;
  /** titles of the profile's requirements by id; the report carries ids alone */
  readonly titles?: Titles;
}

export type Paint = ReturnType<typeof picocolors.createColors>;

/** What every section needs to write a line. */
export interface Page {
  readonly language: Language;
  readonly width: number;
  readonly maxFindings: number;
  readonly titles: Titles;
  readonly paint: Paint;
}

export function openPage(options: PrettyOptions): Page {
  return {
    language: options.language,
    width: Math.max(40, options.width),
    maxFindings: options.maxFindings ?? 5,
    titles: options.titles ?? {},
    paint: picocolors.createColors(options.color),
  };
}

export function paintVerdict(paint: Paint, verdict: RequirementRow['verdict'], text: string): string {
  switch (verdict) {
    case 'pass':
      return paint.green(text);
    case 'fail':
      return paint.red(text);
    case 'not-run':
      return paint.yellow(text);
    default:
      return paint.dim(text);
  }
}

export function paintSeverity(paint: Paint, severity: Severity, text: string): string {
  if (severity === 'error') return paint.red(text);
  return severity === 'warning' ? paint.yellow(text) : paint.cyan(text);
}
