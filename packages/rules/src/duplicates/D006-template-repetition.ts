import { BASIS } from '../census/basis.js';
import type { DeliverableRule } from '../contract.js';
import { option, optionWithin, percent } from '../settings.js';
import { mostCommonTemplate, TEMPLATE_MEASURE } from './template.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'D006',
    name: 'template-repetition',
    severity: 'warning',
    message: {
      ko: '하위 측정 항목 {subMetric}의 질문 {share}%가 한 틀에서 나왔습니다: ‘{template}’ ({basis}). 틀을 늘리거나 질문을 달리 쓰십시오.',
      en: 'In the sub-metric {subMetric} {share}% of the questions follow one template: “{template}” ({basis}). Use more templates, or word the questions differently.',
    },
    words: {
      basis: BASIS,
    },
  },
  judge({ questions: all, manifest, manifestPlace, profile, subMetrics }, emit) {
    const limit = option(profile, 'D006', 'share') ?? 0.5;
    const least = optionWithin(profile, 'D006', 'least', LEAST_QUESTIONS, [2, 100]);
    const measure = {
      frequent: optionWithin(profile, 'D006', 'frequent', TEMPLATE_MEASURE.frequent, [0, 1]),
      own: optionWithin(profile, 'D006', 'own', TEMPLATE_MEASURE.own, [0, 1]),
    };
    manifest.subMetrics.forEach(({ id }, s) => {
      const drawn = all[s];
      // Where a picture or a text is asked about the question need not differ.
      const questions = drawn.filter(({ alone }) => alone).map(({ text }) => text);
      const template = questions.length < least ? null : mostCommonTemplate(questions, limit * questions.length, measure);
      if (template === null) return;
      const basis = drawn.length < (subMetrics[s]?.items ?? 0) ? 'sample' : 'all';
      const share = percent(template.items / questions.length);
      const data = { subMetric: id, share, template: template.text, basis, questions: questions.length };
      emit({ at: null, place: manifestPlace(`/subMetrics/${s}`), data, subject: id });
    });
  },
};

/** Of fewer questions a share says little; where the profile is silent. No more than 100 are ever drawn. */
const LEAST_QUESTIONS = 50;
