import { findRule } from '@jatdae/rules';

export const nameOf = (code: string): string => findRule(code)?.meta.name ?? code;
