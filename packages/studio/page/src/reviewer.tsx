import { useState } from 'preact/hooks';
import { typedLine } from './parts/visible-text.js';
import { useText } from './text.js';

const STORED = 'jatdae-reviewer';

/** A tab belongs to one reviewer; a new tab proposes the last one who worked in this browser. */
export function storedReviewer(): string {
  return sessionStorage.getItem(STORED) ?? '';
}

function lastReviewer(): string {
  return localStorage.getItem(STORED) ?? '';
}

function storeReviewer(name: string): void {
  sessionStorage.setItem(STORED, name);
  localStorage.setItem(STORED, name);
}

/** Longest name that the server takes, in UTF-16 units. */
const LONGEST = 60;

interface ReviewerFormProps {
  readonly onChosen: (name: string) => void;
}

/** Asks who is judging, before anything that bears a name. */
export function ReviewerForm({ onChosen }: ReviewerFormProps) {
  const t = useText();
  const [name, setName] = useState(lastReviewer);
  const submit = (event: Event): void => {
    event.preventDefault();
    const chosen = typedLine(name);
    if (chosen === '') return;
    storeReviewer(chosen);
    onChosen(chosen);
  };
  return (
    <form class="card narrow" onSubmit={submit}>
      <h2>{t('누가 심사합니까?', 'Who is judging?')}</h2>
      <p class="muted">
        {t(
          '판정마다 이 이름이 함께 저장됩니다. 여러 사람이 동시에 심사할 때에는 저마다 다른 이름을 쓰십시오.',
          'Every judgement is stored with this name. Where several people judge at once, each needs a name of their own.',
        )}
      </p>
      <label for="reviewer">{t('이름', 'Name')}</label>
      <div class="row">
        <input
          id="reviewer"
          value={name}
          maxLength={LONGEST}
          autocomplete="off"
          required
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="primary">
          {t('시작', 'Start')}
        </button>
      </div>
    </form>
  );
}
