import type { ComponentChildren, RefObject } from 'preact';
import type { DefectKind } from '../../../src/api.js';
import { useLocalized, useText } from '../text.js';
import { DEFECTS } from '../words.js';

/** Longest note that the server takes, in UTF-16 units. */
const LONGEST_NOTE = 4000;

interface VerdictBarProps {
  readonly disabled: boolean;
  readonly note: string;
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
  /** `other` was chosen, and waits for its reason */
  readonly needsNote: boolean;
  readonly onNote: (note: string) => void;
  readonly onPass: () => void;
  readonly onDefect: (kind: DefectKind) => void;
  /** what became of the last judgement */
  readonly children: ComponentChildren;
}

/** What can be said of an item, each with its key. */
export function VerdictBar({ disabled, note, noteField, needsNote, onNote, onPass, onDefect, children }: VerdictBarProps) {
  const t = useText();
  const say = useLocalized();
  return (
    <section class="verdicts" aria-label={t('판정', 'Judgement')}>
      <button type="button" class="pass" disabled={disabled} aria-keyshortcuts="Enter P" onClick={onPass}>
        <kbd>Enter</kbd> {t('이상 없음', 'Sound')}
      </button>
      <ul class="defects">
        {DEFECTS.map(({ kind, title, about }, k) => (
          <li key={kind}>
            <button
              type="button"
              disabled={disabled}
              aria-keyshortcuts={String(k + 1)}
              title={say(about)}
              onClick={() => onDefect(kind)}
            >
              <kbd>{k + 1}</kbd> {say(title)}
            </button>
          </li>
        ))}
      </ul>
      <div class="note">
        <label for="note">
          <kbd>N</kbd> {t('메모', 'Note')}
        </label>
        <textarea
          id="note"
          ref={noteField}
          rows={2}
          value={note}
          maxLength={LONGEST_NOTE}
          aria-invalid={needsNote}
          aria-describedby="note-help"
          onInput={(event) => onNote(event.currentTarget.value)}
        />
        <p id="note-help" class={needsNote ? 'problem' : 'muted small'}>
          {needsNote
            ? t(
                '기타로 판정하려면 사유를 적고 Ctrl+Enter를 누르십시오.',
                'Say what is wrong, then press Ctrl+Enter to judge it as other.',
              )
            : t('Esc를 누르면 메모를 둔 채 판정 키로 돌아갑니다.', 'Esc keeps the note and goes back to the keys.')}
        </p>
      </div>
      <div class="status">{children}</div>
    </section>
  );
}
