import type { Buffer } from 'node:buffer';
import type { Peek } from '../peek.js';

/** What a file's headers tell; null where the format, or this file, does not say. */
export interface Reading {
  /** pixels */
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  /** hertz */
  readonly sampleRate: number | null;
  /** truncated: it ends before its own structure does; damaged: its headers contradict the format */
  readonly fault: 'truncated' | 'damaged' | null;
}

export interface MediaFormat {
  readonly id: string;
  /** without the dot, lower case */
  readonly extensions: readonly string[];
  /** Whether the first `HEAD_BYTES` of a file are of this format. */
  matches(head: Buffer): boolean;
  read(file: Peek): Promise<Reading>;
}

export const HEAD_BYTES = 4096;

const NOTHING: Reading = { width: null, height: null, seconds: null, sampleRate: null, fault: null };

export const reading = (known: Partial<Reading>): Reading => ({ ...NOTHING, ...known });
export const TRUNCATED = reading({ fault: 'truncated' });
export const DAMAGED = reading({ fault: 'damaged' });

/** Whether ASCII text stands at an offset. */
export const has = (bytes: Buffer, at: number, text: string): boolean =>
  bytes.length >= at + text.length && bytes.toString('latin1', at, at + text.length) === text;

/** A picture's size; one without area is damaged. */
export function sized(width: number, height: number, fault: Reading['fault']): Reading {
  return width > 0 && height > 0 ? reading({ width, height, fault }) : DAMAGED;
}
