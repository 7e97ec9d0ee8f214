import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DefectKind } from '../../../src/api.js';
import { actionOf, isTaken, type JudgeAction } from './keys.js';

export interface VerdictInput {
  readonly note: string;
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
  readonly needsNote: boolean;
  readonly setNote: (note: string) => void;
  readonly pass: () => void;
  readonly defect: (kind: DefectKind) => void;
}

interface VerdictOptions {
  /** what the note belongs to; another one begins with `startNote` */
  readonly item: number | null;
  readonly startNote: string | null;
  readonly disabled: boolean;
  readonly onVerdict: (verdict: 'pass' | 'defect', defect: DefectKind | null, note: string | null) => void;
  readonly onOther: (kind: Exclude<JudgeAction['kind'], 'pass' | 'defect' | 'note'>) => void;
}

/** The note and the keys of a judgement, wherever on the page the focus is. */
export function useVerdict({ item, startNote, disabled, onVerdict, onOther }: VerdictOptions): VerdictInput {
  const [note, setNote] = useState('');
  const [needsNote, setNeedsNote] = useState(false);
  const noteField = useRef<HTMLTextAreaElement>(null);
  // The note of an item is taken over when the item comes, not later. In the field at once: a key may come before the page is drawn again.
  useLayoutEffect(() => {
    const text = startNote ?? '';
    if (noteField.current !== null) noteField.current.value = text;
    setNote(text);
    setNeedsNote(false);
  }, [item]);

  /** As it stands in the field, whose last letters may not be drawn yet. */
  const written = (): string | null => {
    const text = (noteField.current?.value ?? note).trim();
    return text === '' ? null : text;
  };
  const pass = (): void => {
    if (!disabled) onVerdict('pass', null, written());
  };
  const defect = (kind: DefectKind): void => {
    if (disabled) return;
    const text = written();
    if (kind !== 'other' || text !== null) {
      onVerdict('defect', kind, text);
      return;
    }
    setNeedsNote(true);
    noteField.current?.focus();
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.target === noteField.current) {
      if (event.code === 'Escape') noteField.current?.blur();
      if (needsNote && event.ctrlKey && event.key === 'Enter') defect('other');
      return;
    }
    if (isTaken(event.target, event)) return;
    const action = actionOf(event);
    if (action === null) return;
    event.preventDefault();
    if (action.kind === 'pass') pass();
    else if (action.kind === 'defect') defect(action.defect);
    else if (action.kind === 'note') noteField.current?.focus();
    else onOther(action.kind);
  };
  // With the drawing and not after it: a key that comes in between is for what is on the screen.
  useLayoutEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  return { note, noteField, needsNote, setNote, pass, defect };
}
