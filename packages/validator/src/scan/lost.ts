import { DamagedSource, FileRefused } from '@jatdae/readers';

/** Whether an error says that a file which could be listed cannot be read, or no longer: the deliverable's fault, not ours. */
export const isLost = (error: unknown): boolean =>
  error instanceof FileRefused || error instanceof DamagedSource || (error instanceof Error && 'code' in error);
