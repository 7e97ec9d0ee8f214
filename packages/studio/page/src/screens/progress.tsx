import type { ReviewProgress } from '../../../src/api.js';
import { useLoad } from '../load.js';
import { Bar } from '../parts/bar.js';
import { count } from '../parts/numbers.js';
import { Problem } from '../parts/problem.js';
import { useSpeech, useText } from '../text.js';

/** How far the sample is judged, by sub-metric and by reviewer. */
export function ProgressScreen() {
  const t = useText();
  const { language } = useSpeech();
  const { value, error } = useLoad<ReviewProgress>('/api/progress');
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  return (
    <>
      <h1>{t('진척', 'Progress')}</h1>
      <Problem error={error} />
      {value !== null && (
        <>
          <p class="numbers">
            {t(
              `표본 ${count(value.total)}문항 가운데 ${count(value.done)}문항의 판정이 끝났습니다.`,
              `${count(value.done)} of the ${count(value.total)} items of the sample need no further judgement.`,
            )}
          </p>
          <div class="scroll">
            <table>
              <caption>{t('하위 측정 항목', 'Sub-metrics')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('항목', 'Sub-metric')}</th>
                  <th scope="col" class="wide">
                    {t('진척', 'Progress')}
                  </th>
                  <th scope="col">{t('마침', 'Done')}</th>
                  <th scope="col">{t('결함', 'Defects')}</th>
                  <th scope="col">{t('이견', 'Disagreements')}</th>
                </tr>
              </thead>
              <tbody>
                {value.subMetrics.map(({ subMetric, title, total, done, defects, disagreements }) => (
                  <tr key={subMetric}>
                    <th scope="row">{title}</th>
                    <td class="wide">
                      <Bar share={total === 0 ? 0 : done / total} label={`${done}/${total}`} />
                    </td>
                    <td>
                      {count(done)}/{count(total)}
                    </td>
                    <td>{count(defects)}</td>
                    <td>{count(disagreements)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div class="scroll">
            <table>
              <caption>{t('심사자', 'Reviewers')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('이름', 'Name')}</th>
                  <th scope="col">{t('판정', 'Judged')}</th>
                  <th scope="col">{t('결함', 'Defects')}</th>
                  <th scope="col">{t('마지막 판정', 'Last judgement')}</th>
                </tr>
              </thead>
              <tbody>
                {value.reviewers.map(({ reviewer, judged, defects, lastAt }) => (
                  <tr key={reviewer}>
                    <th scope="row">
                      <bdi>{reviewer}</bdi>
                    </th>
                    <td>{count(judged)}</td>
                    <td>{count(defects)}</td>
                    <td>{time.format(new Date(lastAt))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}
