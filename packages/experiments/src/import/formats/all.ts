import type { FindSource } from './format.js';
import { findInspect } from './inspect.js';
import { findLighteval } from './lighteval.js';
import { findLmEval } from './lm-eval.js';
import { findOpenCompass } from './opencompass.js';

/** In the order in which they are asked: results of lm-eval and of lighteval have the same name. */
export const FORMATS = {
  lighteval: findLighteval,
  inspect: findInspect,
  opencompass: findOpenCompass,
  'lm-eval': findLmEval,
} as const satisfies Record<string, FindSource>;
export type ImportFormat = keyof typeof FORMATS;
