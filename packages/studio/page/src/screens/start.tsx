import type { ReviewProgress, ReviewRun, ReviewState } from '../../../src/api.js';
import { useLoad } from '../load.js';
import { Bar } from '../parts/bar.js';
import { count, percent } from '../parts/numbers.js';
import { hrefOf } from '../route.js';
import { useLocalized, useText } from '../text.js';
import { PHASES, VERDICTS } from '../words.js';

interface StartScreenProps {
  readonly state: ReviewState;
}

/** How far the validation is; then its verdict, and what comes next. */
export function StartScreen({ state }: StartScreenProps) {
  const t = useText();
  const say = useLocalized();
  const { phase, progress, failure } = state;
  if (phase === 'failed')
    return (
      <section class="card">
        <h1>{t('납품물을 심사할 수 없습니다', 'The deliverable cannot be reviewed')}</h1>
        <p class="problem" role="alert">
          {failure === null ? t('터미널의 메시지를 확인하십시오.', 'Look at the terminal.') : say(failure)}
        </p>
      </section>
    );
  if (phase === 'ready') return <Ready state={state} />;
  return (
    <section class="card">
      <h1>{t('납품물을 검사하고 있습니다', 'The deliverable is being checked')}</h1>
      {phase === 'reading' ? (
        <p role="status">{t('표본으로 뽑을 문항을 읽는 중입니다.', 'Reading the items that can be drawn.')}</p>
      ) : (
        <Run run={progress} />
      )}
    </section>
  );
}

function Run({ run }: { readonly run: ReviewRun | null }) {
  const t = useText();
  const say = useLocalized();
  if (run === null) return <p role="status">{t('시작하는 중…', 'Starting…')}</p>;
  const share = run.bytes === 0 ? 0 : run.bytesDone / run.bytes;
  return (
    <>
      <p role="status">{say(PHASES[run.phase])}</p>
      <Bar share={share} label={percent(share)} />
      <p class="numbers muted">
        {t('파일', 'files')} {count(run.filesDone)}/{count(run.files)} · {t('문항', 'items')} {count(run.items)} ·{' '}
        {Math.round(run.seconds)} {t('초', 's')}
      </p>
    </>
  );
}

function Ready({ state: { verdict, planned } }: StartScreenProps) {
  const t = useText();
  const say = useLocalized();
  const { value: progress } = useLoad<ReviewProgress>(planned ? '/api/progress' : null);
  const judged = progress === null || progress.total === 0 ? 0 : progress.done / progress.total;
  return (
    <>
      <section class="card">
        <h1>{t('자동 검사의 판정', 'Verdict of the automatic checks')}</h1>
        {verdict !== null && <p class={`verdict ${verdict}`}>{say(VERDICTS[verdict])}</p>}
        <p>
          {t(
            '의미 정확성은 사람이 표본을 보고 판정합니다. 표본의 판정을 마치면 N-SEM으로 원장에 들어갑니다.',
            'Semantic accuracy is judged by people on a sample. When it is judged it goes into the ledger as N-SEM.',
          )}
        </p>
      </section>
      <ol class="steps">
        <li>
          <a href={hrefOf('findings')}>
            {t('보고서를 읽고 지적을 면제하거나 보완을 요청', 'Read the report; waive findings or ask for corrections')}
          </a>
        </li>
        <li>
          <a href={hrefOf('plan')}>{planned ? t('표본 설계 보기', 'The sample plan') : t('표본 설계', 'Plan the sample')}</a>
        </li>
        <li>
          <a href={hrefOf('judge')}>{t('문항 판정', 'Judge items')}</a>
          {progress !== null && (
            <span class="numbers muted">
              {' '}
              {count(progress.done)}/{count(progress.total)} ({percent(judged)})
            </span>
          )}
        </li>
        <li>
          <a href={hrefOf('disagreements')}>{t('이견 조정', 'Settle disagreements')}</a>
        </li>
        <li>
          <a href={hrefOf('closing')}>{t('마감: 구간, 판정, 내보내기', 'Close: intervals, verdict, export')}</a>
        </li>
      </ol>
    </>
  );
}
