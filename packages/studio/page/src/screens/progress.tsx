import type { ReviewProgress } from '../../../src/api.js';
import { useLoad } from '../load.js';
import { Bar } from '../parts/bar.js';
import { count } from '../parts/numbers.js';
import { Problem } from '../parts/problem.js';
import { Table } from '../parts/table.js';
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
          <Table
            caption={t('하위 측정 항목', 'Sub-metrics')}
            heads={[
              t('항목', 'Sub-metric'),
              { words: t('진척', 'Progress'), style: 'wide' },
              t('마침', 'Done'),
              t('결함', 'Defects'),
              t('이견', 'Disagreements'),
            ]}
          >
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
          </Table>
          <Table
            caption={t('심사자', 'Reviewers')}
            heads={[t('이름', 'Name'), t('판정', 'Judged'), t('결함', 'Defects'), t('마지막 판정', 'Last judgement')]}
          >
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
          </Table>
        </>
      )}
    </>
  );
}
