import { useState } from 'preact/hooks';
import { useText } from '../text.js';
import { cutText, splitControls } from './visible-text.js';

/** UTF-16 units that are shown before somebody asks for the rest. */
const SHOWN = 20_000;

interface HostileTextProps {
  readonly text: string;
}

/** A text of the deliverable: text and nothing else, its control and direction characters visible, unable to turn what stands around it. */
export function HostileText({ text }: HostileTextProps) {
  const t = useText();
  const [whole, setWhole] = useState(false);
  const shown = whole ? text : cutText(text, SHOWN);
  const rest = text.length - shown.length;
  return (
    <bdi class="hostile" dir="auto">
      {splitControls(shown).map(({ text: piece, control }, k) =>
        control ? (
          <span key={k} class="control">
            {piece}
          </span>
        ) : (
          piece
        ),
      )}
      {rest > 0 && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>
          {t(`… ${rest.toLocaleString()}자 더 보기`, `… show ${rest.toLocaleString()} more characters`)}
        </button>
      )}
    </bdi>
  );
}
