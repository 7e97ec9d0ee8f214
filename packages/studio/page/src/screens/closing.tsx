import type { Closing, ReviewAgreement, SubMetricClosing } from '../../../src/api.js';
import { useLoad } from '../load.js';
import { axisFrom, IntervalMark } from '../parts/interval.js';
import { coefficient, count, percent } from '../parts/numbers.js';
import { PlanWords } from '../parts/plan-words.js';
import { Problem } from '../parts/problem.js';
import { Table } from '../parts/table.js';
import { useLocalized, useText } from '../text.js';
import { defectTitle, OUTCOMES } from '../words.js';

/** What the sample says of each sub-metric, how far reviewers agree, and the files for the decision. */
export function ClosingScreen() {
  const t = useText();
  const say = useLocalized();
  const { value: closing, error } = useLoad<Closing>('/api/closing');
  return (
    <>
      <h1>{t('마감', 'Closing')}</h1>
      <Problem error={error} />
      {closing !== null && (
        <>
          <section class="card">
            <h2>{t('의미 정확성(N-SEM)', 'Semantic accuracy (N-SEM)')}</h2>
            <p class={`verdict ${closing.verdict}`}>{say(OUTCOMES[closing.verdict])}</p>
            <PlanWords plan={closing.plan} />
          </section>
          <SubMetrics closing={closing} />
          <Agreement agreement={closing.agreement} />
          <Exports />
        </>
      )}
    </>
  );
}

function SubMetrics({ closing: { plan, subMetrics } }: { readonly closing: Closing }) {
  const t = useText();
  const required = plan.rule.method === 'proportion' ? plan.rule.accuracy : null;
  const from = axisFrom([...subMetrics.map(({ interval }) => interval?.low ?? 1), required ?? 1]);
  const confidence = percent(plan.rule.confidence);
  return (
    <>
      <Table
        caption={t('하위 측정 항목', 'Sub-metrics')}
        heads={[
          t('항목', 'Sub-metric'),
          t('판정', 'Verdict'),
          t('표본 / 모집단', 'Sample / population'),
          t('결함 / 허용', 'Defects / allowed'),
          t('정확도', 'Accuracy'),
          { words: t(`${confidence} 구간(Wilson)`, `${confidence} interval (Wilson)`), style: 'wide' },
          { words: t('결함 유형', 'Kinds'), style: 'left' },
        ]}
      >
        {subMetrics.map((row) => (
          <SubMetricLine key={row.subMetric} {...{ row, required, from }} />
        ))}
      </Table>
      <p class="muted small">
        {t(
          `막대는 정확도의 ${confidence} 구간, 점은 표본의 정확도, 세로선은 요구 정확도입니다. 결함이 허용보다 많아지면 바로 불합격, 모두 판정하고 허용 이하이면 합격입니다. 조정하지 않은 이견은 판정하지 않은 것으로 셉니다.`,
          `The bar is the ${confidence} interval of the accuracy, the dot that of the sample, the line what is required. A sub-metric fails as soon as there are more defects than allowed, and passes once all are judged. A disagreement that is not settled counts as not judged.`,
        )}
      </p>
    </>
  );
}

interface SubMetricLineProps {
  readonly row: SubMetricClosing;
  readonly required: number | null;
  /** where the axis of all intervals begins */
  readonly from: number;
}

function SubMetricLine({ row, required, from }: SubMetricLineProps) {
  const t = useText();
  const say = useLocalized();
  const { interval, accuracy } = row;
  return (
    <tr>
      <th scope="row">{row.title}</th>
      <td>
        <span class={`outcome ${row.verdict}`}>{say(OUTCOMES[row.verdict])}</span>
        {row.disagreements > 0 && (
          <span class="muted small"> {t(`이견 ${row.disagreements}건`, `${row.disagreements} disagreements`)}</span>
        )}
      </td>
      <td>
        {count(row.judged)}/{count(row.size)} / {count(row.population)}
      </td>
      <td>
        {count(row.defects)} / {count(row.accept)}
      </td>
      <td>{accuracy === null ? '–' : percent(accuracy)}</td>
      <td class="wide">
        {interval !== null && accuracy !== null ? (
          <IntervalMark
            {...{ ...interval, from, value: accuracy, required }}
            label={`${percent(interval.low)} – ${percent(interval.high)}`}
          />
        ) : (
          '–'
        )}
      </td>
      <td class="left">{row.kinds.map(({ kind, count: many }) => `${say(defectTitle(kind))} ${many}`).join(' · ')}</td>
    </tr>
  );
}

function Agreement({ agreement: { items, alpha, pairs } }: { readonly agreement: ReviewAgreement }) {
  const t = useText();
  return (
    <section class="card">
      <h2>{t('심사자 사이의 일치', 'Agreement of reviewers')}</h2>
      <p>
        {t(
          `둘 이상이 판정한 ${count(items)}문항에서 크리펜도르프 알파(우연을 넘는 일치: 1은 완전 일치, 0은 우연과 같음)는 이상 없음/결함으로 ${coefficient(alpha.outcome)}, 결함 유형까지 보면 ${coefficient(alpha.kind)}입니다.`,
          `On the ${count(items)} items that two or more judged, Krippendorff’s alpha (agreement beyond chance: 1 is perfect, 0 is chance) is ${coefficient(alpha.outcome)} for sound or defect, and ${coefficient(alpha.kind)} for all kinds.`,
        )}
      </p>
      <p class="muted small">
        {t(
          '흔히 0.8 이상이면 믿을 만하고 0.667 아래이면 결론을 내리기에 모자란다고 봅니다(Krippendorff 2004). 결함이 드문 표본에서는 거의 다 일치해도 계수가 낮을 수 있으니 일치한 비율과 함께 보십시오. –는 정의되지 않음(겹친 문항이 없거나 모두 같은 판정)입니다.',
          'From 0.8 on it is commonly held reliable, below 0.667 too little to conclude from (Krippendorff 2004). Where defects are rare the coefficient may be low although nearly all agree: read it with the share. – is not defined (no shared items, or no variation).',
        )}
      </p>
      {pairs.length > 0 && (
        <Table
          caption={t('두 사람씩(코언 카파)', 'In pairs (Cohen’s kappa)')}
          heads={[
            t('심사자', 'Reviewers'),
            t('함께 판정', 'Shared'),
            t('일치', 'Agreed'),
            t('카파: 이상/결함', 'Kappa: outcome'),
            t('카파: 유형', 'Kappa: kind'),
          ]}
        >
          {pairs.map(({ reviewers: [a, b], items: shared, agreed, kappa }) => (
            <tr key={`${a}\n${b}`}>
              <th scope="row">
                <bdi>{a}</bdi> · <bdi>{b}</bdi>
              </th>
              <td>{count(shared)}</td>
              <td>{percent(agreed)}</td>
              <td>{coefficient(kappa.outcome)}</td>
              <td>{coefficient(kappa.kind)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function Exports() {
  const t = useText();
  return (
    <section class="card">
      <h2>{t('결정을 위한 파일', 'Files for the decision')}</h2>
      <p class="row">
        <a class="button primary" href="/api/export.json" download="judgements.json">
          {t('모든 판정 (JSON)', 'All judgements (JSON)')}
        </a>
        <a class="button" href="/api/export.csv" download="judgements.csv">
          {t('모든 판정 (CSV)', 'All judgements (CSV)')}
        </a>
        <a class="button" href="/api/waivers.yaml" download="waivers.yaml">
          {t('면제 (YAML)', 'Waivers (YAML)')}
        </a>
      </p>
      <p>{t('이 파일들로 보고서에 N-SEM과 면제를 넣습니다.', 'With these files the report gets N-SEM and the waivers.')}</p>
      <pre>
        <code>jatdae validate DELIVERY --judgements judgements.json --waivers waivers.yaml -o report.html</code>
      </pre>
    </section>
  );
}
