import { useEffect, useState } from 'preact/hooks';
import type { PlanRequest, Population, SamplePlan } from '../../../src/api.js';
import { useLoad } from '../load.js';
import { count } from '../parts/numbers.js';
import { PlanForm } from '../parts/plan-form.js';
import { PlanWords } from '../parts/plan-words.js';
import { Problem } from '../parts/problem.js';
import { Table } from '../parts/table.js';
import { post } from '../request.js';
import { useReview } from '../review-state.js';
import { hrefOf } from '../route.js';
import { useText } from '../text.js';

/** How many items are drawn and why; once drawn, the sample stays as it is. */
export function PlanScreen() {
  const t = useText();
  const { state } = useReview();
  const planned = state?.planned === true;
  const { value: plan, error } = useLoad<SamplePlan | null>(planned ? '/api/plan' : null);
  const { value: population, error: populationError } = useLoad<Population>('/api/population');
  return (
    <>
      <h1>{t('표본 설계', 'Plan of the sample')}</h1>
      <Problem error={error ?? populationError} />
      {planned && plan !== null && (
        <section class="card">
          <PlanWords plan={plan} />
          <p>
            <a class="button primary" href={hrefOf('judge')}>
              {t('판정하러 가기', 'Judge the items')}
            </a>
          </p>
        </section>
      )}
      {planned && plan !== null && population !== null && <Strata plan={plan} population={population} />}
      {!planned && population !== null && <Draft population={population} />}
    </>
  );
}

/** Milliseconds after the last change of a number until its outcome is asked for. */
const SETTLED = 250;

function Draft({ population }: { readonly population: Population }) {
  const t = useText();
  const [request, setRequest] = useState<PlanRequest>(population.defaults);
  const [preview, setPreview] = useState<SamplePlan | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [drawing, setDrawing] = useState(false);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      post<SamplePlan>('/api/plan/preview', request).then(
        (plan) => {
          if (!current) return;
          setPreview(plan);
          setError(null);
        },
        (failure: unknown) => {
          if (!current) return;
          setPreview(null);
          setError(failure);
        },
      );
    }, SETTLED);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [request]);
  const draw = async (): Promise<void> => {
    setDrawing(true);
    try {
      await post<SamplePlan>('/api/plan', request);
      location.hash = hrefOf('judge');
    } catch (failure) {
      setError(failure);
      setDrawing(false);
    }
  };
  const size = preview?.strata.reduce((sum, stratum) => sum + stratum.size, 0) ?? 0;
  return (
    <div class="two">
      <section class="card">
        <PlanForm request={request} required={population.required} onChange={setRequest} />
        <Problem error={error} />
        <button type="button" class="primary" disabled={preview === null || drawing} onClick={draw}>
          {preview === null ? t('표본 뽑기', 'Draw the sample') : t(`${count(size)}문항 뽑기`, `Draw ${count(size)} items`)}
        </button>
        <p class="muted small">
          {t(
            '뽑은 표본은 바뀌지 않습니다. 같은 시드와 같은 납품물이면 누구나 같은 표본을 다시 뽑을 수 있습니다.',
            'A sample that is drawn does not change. With the same seed and deliverable anyone draws the same one.',
          )}
        </p>
      </section>
      {preview !== null && <Strata plan={preview} population={population} />}
    </div>
  );
}

function Strata({ plan, population }: { readonly plan: SamplePlan; readonly population: Population }) {
  const t = useText();
  const titles = new Map(population.subMetrics.map(({ subMetric, title }) => [subMetric, title]));
  return (
    <Table
      caption={t('하위 측정 항목마다', 'By sub-metric')}
      heads={[
        t('항목', 'Sub-metric'),
        t('모집단', 'Population'),
        t('표본', 'Sample'),
        t('이중 심사', 'Double'),
        t('허용 결함', 'Allowed defects'),
      ]}
    >
      {plan.strata.map(({ subMetric, population: items, size, doubles, accept }) => (
        <tr key={subMetric}>
          <th scope="row">{titles.get(subMetric) ?? subMetric}</th>
          <td>{count(items)}</td>
          <td>{count(size)}</td>
          <td>{count(doubles)}</td>
          <td>{count(accept)}</td>
        </tr>
      ))}
    </Table>
  );
}
