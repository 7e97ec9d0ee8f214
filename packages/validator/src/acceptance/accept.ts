import { canonicalJson, type Judgements, type Localized } from '@jatdae/schema';
import { UsageError } from '../options.js';
import { closeReview, type ReviewResult } from './close.js';
import { drawSample, planSample } from './draw.js';
import { type ItemSource, surveyFrame } from './frame.js';
import { judgeItems } from './outcome.js';

/** What reviewers said of a sample, once it is known to be the sample of these data. */
export interface Acceptance extends ReviewResult {
  readonly plan: Judgements['plan'];
}

/**
 * Takes the judgements of a review. Its sample is drawn again: the same seed and the same data give the same items, so that neither other data nor items that were
 * picked pass for it.
 * @throws UsageError where they are judgements of something else, or were changed
 */
export async function acceptJudgements(source: ItemSource, file: Judgements): Promise<Acceptance> {
  const { name, version } = source.plan.manifest.dataset;
  const { deliverable, plan, items, given, adjudications } = file;
  const frame = await surveyFrame(source);
  if (frame.print !== deliverable.frame) throw refused(otherData(deliverable, { name, version }));
  if (canonicalJson(planSample(frame, plan)) !== canonicalJson(plan)) throw refused(OTHER_PLAN);
  const drawn = await drawSample(source, frame, plan);
  const identity = ({ item, subMetric, print, sha256, double }: Judgements['items'][number]): string =>
    canonicalJson({ item, subMetric, print, sha256, double });
  const wanted = drawn.map(({ sampled }) => identity(sampled));
  if (wanted.length !== items.length || items.some((one, k) => identity(one) !== wanted[k])) throw refused(OTHER_SAMPLE);
  const sample = drawn.map(({ sampled }) => sampled);
  const ids = [...given, ...adjudications].map(({ id }) => id);
  const known = (item: number): boolean => item <= sample.length;
  const sound = [...given, ...adjudications].every(
    ({ item, verdict, defect }) => known(item) && (verdict === 'defect') === (defect !== null),
  );
  if (!sound || new Set(ids).size !== ids.length) throw refused(CHANGED);
  return { plan, ...closeReview(plan, judgeItems(sample, given, adjudications)) };
}

const refused = (why: Localized): UsageError =>
  new UsageError({
    ko: `판정 파일을 쓸 수 없어 납품물을 검사하지 않았습니다. ${why.ko}`,
    en: `The judgements cannot be used, so the deliverable was not checked. ${why.en}`,
  });

type Named = { readonly name: string; readonly version: string };

const otherData = (judged: Named, here: Named): Localized => ({
  ko: `${judged.name} ${judged.version}의 다른 데이터를 판정한 것입니다(여기는 ${here.name} ${here.version}). 표본을 뽑은 뒤 문항이나 정답이 바뀌었으면 jatdae review로 다시 심사하십시오.`,
  en: `They judge other data, of ${judged.name} ${judged.version} (this is ${here.name} ${here.version}). Where items or keys have changed since the sample was drawn, review anew with jatdae review.`,
});

const OTHER_PLAN: Localized = {
  ko: '표본의 크기나 합격 기준이 그 계획으로 계산한 것과 다릅니다. jatdae review에서 다시 내보내십시오.',
  en: 'Its sizes or acceptance numbers are not those that its plan gives. Export it again from jatdae review.',
};

const OTHER_SAMPLE: Localized = {
  ko: '그 시드로 뽑은 표본이 아니거나, 뽑은 뒤 문항 또는 미디어가 바뀌었습니다. jatdae review에서 다시 내보내거나 다시 심사하십시오.',
  en: 'Its items are not those that its seed draws, or items or media have changed since. Export it again from jatdae review, or review anew.',
};

const CHANGED: Localized = {
  ko: '표본에 없는 문항의 판정이나 id가 겹치는 판정이 있습니다. jatdae review에서 다시 내보내십시오.',
  en: 'It judges items that are not in its sample, or two judgements share an id. Export it again from jatdae review.',
};
