import { useEffect, useState } from 'preact/hooks';
import type { Judgement, ReviewItem, ReviewProgress } from '../../../src/api.js';
import { KeysHelp } from '../judge/keys-help.js';
import { type Judging, useJudging } from '../judge/use-judging.js';
import { useVerdict } from '../judge/use-verdict.js';
import { VerdictBar } from '../judge/verdict-bar.js';
import { useLoad } from '../load.js';
import { Bar } from '../parts/bar.js';
import { ItemView } from '../parts/item-view.js';
import { count } from '../parts/numbers.js';
import { Problem } from '../parts/problem.js';
import { hrefOf } from '../route.js';
import { useLocalized, useText } from '../text.js';
import { defectTitle } from '../words.js';

interface JudgeScreenProps {
  readonly reviewer: string;
}

/** One item after the other, judged by keys alone if one likes. */
export function JudgeScreen({ reviewer }: JudgeScreenProps) {
  const t = useText();
  const [subMetric, setSubMetric] = useState<string | null>(null);
  const [help, setHelp] = useState(false);
  const judging = useJudging(reviewer, subMetric);
  const { item, sending, error } = judging;
  const disabled = item === null || sending !== 'no';
  const verdict = useVerdict({
    item: item?.item ?? null,
    startNote: item?.mine?.note ?? null,
    disabled,
    onVerdict: judging.judge,
    onOther: (kind) => {
      if (kind === 'help') setHelp(true);
      else if (sending === 'no') judging[kind]();
    },
  });
  usePreloaded(judging.coming);
  return (
    <div class="judge">
      <h1 class="sr-only">{t('문항 판정', 'Judge items')}</h1>
      <JudgeHead judging={judging} subMetric={subMetric} onSubMetric={setSubMetric} onHelp={() => setHelp(true)} />
      <Problem error={error} />
      {item === null ? <NothingLeft judging={judging} /> : <ItemView item={item} />}
      {item !== null && (
        <div class="dock">
          <VerdictBar
            {...{ disabled, note: verdict.note, noteField: verdict.noteField, needsNote: verdict.needsNote }}
            onNote={verdict.setNote}
            onPass={verdict.pass}
            onDefect={verdict.defect}
          >
            <Status judging={judging} item={item} />
          </VerdictBar>
        </div>
      )}
      {help && <KeysHelp onClose={() => setHelp(false)} />}
    </div>
  );
}

/** Images of the items that come next are there when they do. */
function usePreloaded(items: readonly ReviewItem[]): void {
  useEffect(() => {
    for (const { kind, url } of items.flatMap(({ media }) => media)) {
      if (kind === 'image' && url !== null) new Image().src = url;
    }
  }, [items]);
}

interface JudgeHeadProps {
  readonly judging: Judging;
  readonly subMetric: string | null;
  readonly onSubMetric: (id: string | null) => void;
  readonly onHelp: () => void;
}

function JudgeHead({ judging, subMetric, onSubMetric, onHelp }: JudgeHeadProps) {
  const t = useText();
  const { numbers, isBack, canGoBack, sending } = judging;
  const { value: progress } = useLoad<ReviewProgress>('/api/progress');
  const moving = sending !== 'no';
  return (
    <div class="judge-head">
      <label for="sub-metric" class="sr-only">
        {t('하위 측정 항목', 'Sub-metric')}
      </label>
      <select
        id="sub-metric"
        disabled={moving}
        value={subMetric ?? ''}
        onChange={(event) => onSubMetric(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      >
        <option value="">{t('모든 하위 측정 항목', 'All sub-metrics')}</option>
        {progress?.subMetrics.map(({ subMetric: id, title, done, total }) => (
          <option key={id} value={id}>
            {title} ({done}/{total})
          </option>
        ))}
      </select>
      {numbers !== null && (
        <div class="judge-progress">
          <Bar
            share={numbers.total === 0 ? 0 : numbers.done / numbers.total}
            label={t(
              `표본 ${numbers.total}문항 가운데 ${numbers.done}문항 마침`,
              `${numbers.done} of ${numbers.total} items done`,
            )}
          />
          <span class="numbers">
            {count(numbers.done)}/{count(numbers.total)} · {t('내가 판정', 'mine')} {count(numbers.mine.judged)}
          </span>
        </div>
      )}
      <div class="row">
        <button type="button" class="quiet" disabled={!canGoBack || moving} aria-keyshortcuts="K" onClick={judging.previous}>
          <kbd>K</kbd> {t('이전', 'Back')}
        </button>
        <button type="button" class="quiet" disabled={!isBack || moving} aria-keyshortcuts="J" onClick={judging.next}>
          <kbd>J</kbd> {t('다음', 'On')}
        </button>
        <button type="button" class="quiet" disabled={moving} aria-keyshortcuts="U" onClick={judging.undo}>
          <kbd>U</kbd> {t('취소', 'Undo')}
        </button>
        <button type="button" class="quiet" aria-keyshortcuts="?" onClick={onHelp}>
          <kbd>?</kbd> {t('키', 'Keys')}
        </button>
      </div>
    </div>
  );
}

/** What was stored last, or that it is on its way; said aloud, too. */
function Status({ judging: { sending, stored, isBack }, item }: { readonly judging: Judging; readonly item: ReviewItem }) {
  const t = useText();
  const say = useLocalized();
  const outcome = (judgement: Judgement): string => {
    if (judgement.verdict === 'withdrawn') return t('판정을 취소함', 'taken back');
    return judgement.defect === null ? t('이상 없음', 'sound') : say(defectTitle(judgement.defect));
  };
  return (
    <p role="status">
      {sending === 'sending' && t('저장하는 중…', 'Storing…')}
      {sending === 'waiting' && (
        <strong class="warning">
          {t(
            '서버가 답하지 않습니다. 이 판정을 가지고 있으며, 저장될 때까지 다시 보냅니다.',
            'The server does not answer. This judgement is kept and sent again until it is stored.',
          )}
        </strong>
      )}
      {sending === 'no' && isBack && item.mine !== null && (
        <>
          {t('지금 판정', 'judged as')}: <strong>{outcome(item.mine)}</strong>
        </>
      )}
      {sending === 'no' && !isBack && stored !== null && (
        <>
          {t(`${stored.item}번 저장됨`, `item ${stored.item} stored`)}: <strong>{outcome(stored)}</strong>
        </>
      )}
    </p>
  );
}

function NothingLeft({ judging: { numbers, asking, isBack } }: { readonly judging: Judging }) {
  const t = useText();
  if (numbers === null || asking || isBack) return <p class="muted">{t('불러오는 중…', 'Loading…')}</p>;
  return (
    <section class="card narrow">
      <h2>{t('지금 판정할 문항이 없습니다', 'Nothing is left for you to judge')}</h2>
      <p>
        {numbers.done === numbers.total
          ? t('표본의 판정을 모두 마쳤습니다.', 'The whole sample is judged.')
          : t(
              `남은 ${numbers.total - numbers.done}문항은 다른 심사자의 몫이거나 다른 심사자가 보고 있습니다(${numbers.held}문항).`,
              `The ${numbers.total - numbers.done} items that are left are for other reviewers, or before them now (${numbers.held}).`,
            )}
      </p>
      <p class="row">
        <a class="button" href={hrefOf('disagreements')}>
          {t('이견 보기', 'Disagreements')}
        </a>
        <a class="button primary" href={hrefOf('closing')}>
          {t('마감으로', 'To the closing')}
        </a>
      </p>
    </section>
  );
}
