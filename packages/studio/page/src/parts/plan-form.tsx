import type { PlanRequest, SampleRule } from '../../../src/api.js';
import { useText } from '../text.js';

type Iso = Extract<SampleRule, { method: 'iso-2859-1' }>;
type Proportion = Extract<SampleRule, { method: 'proportion' }>;

const PROPORTION: Proportion = { method: 'proportion', accuracy: 0.98, confidence: 0.95, margin: 0.05 };
const ISO: Iso = { method: 'iso-2859-1', level: 'II', aql: 1, confidence: 0.95 };
const LEVELS: readonly Iso['level'][] = ['I', 'II', 'III'];
const AQLS: readonly Iso['aql'][] = [0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10];

interface PlanFormProps {
  readonly request: PlanRequest;
  /** the profile says what is required at least */
  readonly required: boolean;
  readonly onChange: (request: PlanRequest) => void;
}

/** The numbers that a sample's size comes from, each with what it means. */
export function PlanForm({ request, required, onChange }: PlanFormProps) {
  const t = useText();
  const { rule, seed, doubleShare } = request;
  const withRule = (changed: SampleRule): void => onChange({ ...request, rule: changed });
  return (
    <>
      <fieldset>
        <legend>{t('방법', 'Method')}</legend>
        <label class="choice">
          <input type="radio" name="method" checked={rule.method === 'proportion'} onChange={() => withRule(PROPORTION)} />
          {t('비율 추정: 정확도를 얼마나 정밀하게 알고 싶은가', 'Proportion: how precisely the accuracy is to be known')}
        </label>
        <label class="choice">
          <input type="radio" name="method" checked={rule.method === 'iso-2859-1'} onChange={() => withRule(ISO)} />
          {t('ISO 2859-1: 로트(하위 측정 항목)를 받아들일지', 'ISO 2859-1: whether a lot (a sub-metric) is accepted')}
        </label>
      </fieldset>
      {required && (
        <p class="notice">
          {t(
            '프로파일이 N-SEM의 기준을 정해 두었습니다. 그보다 느슨한 표본은 판정으로 인정되지 않습니다.',
            'The profile sets N-SEM: a sample by looser numbers does not count.',
          )}
        </p>
      )}
      <div class="fields">
        {rule.method === 'proportion' ? (
          <ProportionFields rule={rule} onChange={withRule} />
        ) : (
          <IsoFields rule={rule} onChange={withRule} />
        )}
        <PercentField
          id="double"
          label={t('이중 심사 비율', 'Share of double review')}
          help={t(
            '두 사람이 따로 판정해 서로 얼마나 일치하는지 봅니다.',
            'Two people judge these apart, which shows how far they agree.',
          )}
          value={doubleShare}
          onChange={(value) => onChange({ ...request, doubleShare: value })}
        />
      </div>
      {rule.method === 'proportion' && (
        <p class="muted small">
          {t('크기', 'Size')}: n₀ = z² p (1 − p) / e², n = n₀ / (1 + (n₀ − 1) / N){' '}
          {t('(Cochran 1977, 유한 모집단 N 보정)', '(Cochran 1977, corrected for the finite population N)')}
        </p>
      )}
      <div class="field">
        <label for="seed">{t('시드', 'Seed')}</label>
        <input
          id="seed"
          value={seed}
          autocomplete="off"
          onInput={(event) => onChange({ ...request, seed: event.currentTarget.value })}
        />
        <p class="muted small">
          {t('무엇이 뽑힐지는 시드와 문항만으로 정해집니다.', 'What is drawn follows from the seed and the items alone.')}
        </p>
      </div>
    </>
  );
}

interface RuleFieldsProps<Rule> {
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
}

function ProportionFields({ rule, onChange }: RuleFieldsProps<Proportion>) {
  const t = useText();
  return (
    <>
      <PercentField
        id="accuracy"
        label={t('요구 정확도 p', 'Required accuracy p')}
        help={t('의미가 올바른 문항이 이만큼은 되어야 합니다.', 'So many items at least have to be sound.')}
        value={rule.accuracy}
        onChange={(accuracy) => onChange({ ...rule, accuracy })}
      />
      <PercentField
        id="confidence"
        label={t('신뢰수준', 'Confidence')}
        help={t('구간이 참값을 담을 확률입니다.', 'How often the interval holds the true value.')}
        value={rule.confidence}
        onChange={(confidence) => onChange({ ...rule, confidence })}
      />
      <PercentField
        id="margin"
        label={t('오차한계 e', 'Margin e')}
        help={t(
          '구간 폭의 절반입니다. 절반으로 줄이면 표본은 네 배쯤 됩니다.',
          'Half the width of the interval; half of it takes about four times the sample.',
        )}
        value={rule.margin}
        onChange={(margin) => onChange({ ...rule, margin })}
      />
    </>
  );
}

function IsoFields({ rule, onChange }: RuleFieldsProps<Iso>) {
  const t = useText();
  return (
    <>
      <div class="field">
        <label for="level">{t('일반 검사 수준', 'General inspection level')}</label>
        <select
          id="level"
          value={rule.level}
          onChange={(event) => onChange({ ...rule, level: LEVELS[event.currentTarget.selectedIndex] ?? 'II' })}
        >
          {LEVELS.map((level) => (
            <option key={level}>{level}</option>
          ))}
        </select>
        <p class="muted small">
          {t('II가 보통입니다. I은 표본이 작고 III은 큽니다.', 'II is usual; I takes fewer items, III more.')}
        </p>
      </div>
      <div class="field">
        <label for="aql">{t('합격 품질 한계(AQL), %', 'Acceptance quality limit (AQL), %')}</label>
        <select
          id="aql"
          value={rule.aql}
          onChange={(event) => onChange({ ...rule, aql: AQLS[event.currentTarget.selectedIndex] ?? 1 })}
        >
          {AQLS.map((aql) => (
            <option key={aql}>{aql}</option>
          ))}
        </select>
        <p class="muted small">
          {t(
            '결함률이 이만큼이면 로트는 거의 언제나 받아들여집니다. 보통 검사, 1회 샘플링입니다.',
            'A lot with this share of defects is nearly always accepted. Normal inspection, single sampling.',
          )}
        </p>
      </div>
    </>
  );
}

interface PercentFieldProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  /** 0 to 1 */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function PercentField({ id, label, help, value, onChange }: PercentFieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="unit">
        <input
          id={id}
          type="number"
          min="0"
          max="100"
          step="any"
          value={Number((value * 100).toFixed(6))}
          aria-describedby={`${id}-help`}
          onChange={(event) => {
            const percent = event.currentTarget.valueAsNumber;
            if (Number.isFinite(percent)) onChange(percent / 100);
          }}
        />{' '}
        %
      </span>
      <p id={`${id}-help`} class="muted small">
        {help}
      </p>
    </div>
  );
}
