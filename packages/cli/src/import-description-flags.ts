export interface ImportDescriptionFlags {
  readonly output?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly temp?: string;
}
