import type { Judgements, Language, Localized, Place, Profile, Report, ReviewerWaiver } from '@jatdae/schema';
import type { Workforce } from './engine/engine.js';
import type { FindingExcerpt } from './excerpt/read-excerpts.js';
import type { FileAndHash } from './finish/hash-files.js';

export interface ValidateOptions {
  readonly language: Language;
  /** worker threads; as many as the machine has cores where absent */
  readonly jobs?: number;
  /** bytes that fingerprints may take before they go to `temp` */
  readonly memory?: number;
  /** a built-in profile's name or a path inside the deliverable, instead of the manifest's */
  readonly profile?: string;
  /** codes or families; all rules where absent */
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  /** findings kept of each rule; all are counted */
  readonly maxFindings?: number;
  readonly temp?: string;
  /** of reviewers, beside the manifest's */
  readonly waivers?: readonly ReviewerWaiver[];
  /** of a review of this deliverable: N-SEM is judged by them */
  readonly judgements?: Judgements;
  /** hash every file, for the report's root; with the hashes of their chunks, for a receipt */
  readonly receipt?: boolean | 'chunks';
  readonly engine?: 'auto' | 'inline' | 'threads' | Workforce;
  readonly splitBytes?: number;
  /** put what is scanned aside in `temp` until the run is whole, and go on from what an earlier run put there */
  readonly resume?: boolean;
  /** false: every record goes through JSON.parse and ajv, also where its bytes prove it valid; the report is the same, later */
  readonly fast?: boolean;
  readonly limits?: { readonly recordBytes?: number; readonly depth?: number };
  /** members of an archive, how many times its size it or a compressed file may expand to, and how many archives may lie in each other */
  readonly archives?: { readonly members?: number; readonly ratio?: number; readonly depth?: number };
  /** read the records of the first findings again, to be shown beside them */
  readonly excerpts?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** told of what takes longer or more room than a user would think */
  readonly onNote?: (note: Localized) => void;
}

export interface Progress {
  readonly phase: 'open' | 'plan' | 'scan' | 'merge' | 'confirm' | 'done';
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly items: number;
  readonly seconds: number;
}

/** What makes a manifest or profile unusable, and where. */
export interface Problem {
  readonly code: 'M001' | 'M002' | 'M003';
  readonly place: Place;
  readonly message: Localized;
  /** a limit of this tool and no fault of what was delivered */
  readonly limit?: boolean;
}

/** The files of a deliverable, where a receipt was asked for. */
export interface Delivered {
  /** path of the manifest */
  readonly manifest: string;
  /** 0 where chunks were not asked for */
  readonly chunkBytes: number;
  /** in the order of their paths */
  readonly files: readonly FileAndHash[];
}

export type ValidateResult =
  | {
      readonly status: 'judged';
      readonly report: Report;
      readonly profile: Profile;
      /** null where no receipt was asked for */
      readonly delivered: Delivered | null;
      /** by the index of the finding in the report; empty where none were asked for */
      readonly excerpts: ReadonlyMap<number, FindingExcerpt>;
    }
  | { readonly status: 'unusable'; readonly report: Report; readonly problems: readonly Problem[] };

/** The call itself cannot be carried out: a folder that is not there, an unknown code. */
export class UsageError extends Error {
  constructor(readonly localized: Localized) {
    super(localized.en);
    this.name = 'UsageError';
  }
}

export const DEFAULT_LIMITS = { recordBytes: 16 << 20, depth: 512 } as const;
export const DEFAULT_KEEP = 1000;
/** Fingerprints of more than a million items; what is over it goes to the disk, which costs little. */
export const DEFAULT_MEMORY = 96 << 20;
