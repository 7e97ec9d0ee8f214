import type { SamplePlan } from '../../../src/api.js';
import { useText } from '../text.js';
import { count, percent } from './numbers.js';

interface PlanWordsProps {
  readonly plan: SamplePlan;
}

/** The plan of a sample in a sentence. */
export function PlanWords({ plan: { rule, seed, doubleShare, strata } }: PlanWordsProps) {
  const t = useText();
  const size = strata.reduce((sum, stratum) => sum + stratum.size, 0);
  const population = strata.reduce((sum, stratum) => sum + stratum.population, 0);
  const how =
    rule.method === 'proportion'
      ? t(
          `요구 정확도 ${percent(rule.accuracy)}, 신뢰수준 ${percent(rule.confidence)}, 오차한계 ±${percent(rule.margin)}`,
          `required accuracy ${percent(rule.accuracy)}, confidence ${percent(rule.confidence)}, margin ±${percent(rule.margin)}`,
        )
      : t(
          `ISO 2859-1 보통 검사, 일반 검사 수준 ${rule.level}, AQL ${rule.aql} %`,
          `ISO 2859-1 normal inspection, level ${rule.level}, AQL ${rule.aql} %`,
        );
  return (
    <p>
      {t(
        `유효하고 고유한 ${count(population)}문항에서 ${count(size)}문항을 하위 측정 항목별로 뽑았습니다(${how}). 이중 심사 ${percent(doubleShare)}, 시드 `,
        `${count(size)} of the ${count(population)} valid distinct items were drawn by sub-metric (${how}). Double review ${percent(doubleShare)}, seed `,
      )}
      <code>{seed}</code>.
    </p>
  );
}
