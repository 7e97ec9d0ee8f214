import { useEffect, useRef } from 'preact/hooks';
import { useLocalized, useText } from '../text.js';
import { DEFECTS } from '../words.js';

interface KeysHelpProps {
  readonly onClose: () => void;
}

/** Every key of the judging screen. */
export function KeysHelp({ onClose }: KeysHelpProps) {
  const t = useText();
  const say = useLocalized();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const keys: readonly (readonly [string, string])[] = [
    ['Enter, P', t('이상 없음으로 판정하고 다음으로', 'sound, and on to the next')],
    ...DEFECTS.map(({ title, about }, k) => [String(k + 1), `${say(title)} – ${say(about)}`] as const),
    ['N', t('메모 쓰기 (Esc로 나옴)', 'write a note (Esc leaves it)')],
    ['K, ←', t('앞서 판정한 문항으로', 'back to what was judged')],
    ['J, →', t('다시 앞으로', 'on again')],
    ['U', t('마지막 판정(또는 보고 있는 판정)을 취소', 'take back the last judgement, or the one on the screen')],
    ['?', t('이 도움말', 'this help')],
  ];
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="keys-title">
      <h2 id="keys-title">{t('키', 'Keys')}</h2>
      <dl class="keys">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="primary">
          {t('닫기', 'Close')}
        </button>
      </form>
    </dialog>
  );
}
