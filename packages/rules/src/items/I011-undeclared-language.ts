import { BASIS } from '../census/basis.js';
import { SCRIPTS, type Script, scriptsOf } from '../census/script.js';
import type { DeliverableRule } from '../contract.js';
import { option, optionWithin, percent } from '../settings.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'I011',
    name: 'undeclared-language',
    severity: 'warning',
    message: {
      ko: '하위 측정 항목 {subMetric}의 질문 {share}%가 선언된 언어({languages})가 아니라 {script}로 쓰였습니다({basis}). 언어를 선언에 더하거나 질문을 고치십시오.',
      en: 'In the sub-metric {subMetric} {share}% of the questions are written in {script}, which no declared language ({languages}) is ({basis}). Declare the language, or correct the questions.',
    },
    words: {
      script: {
        hangul: { ko: '한글', en: 'Hangul' },
        kana: { ko: '일본 문자', en: 'Japanese script' },
        han: { ko: '한자', en: 'Chinese characters' },
        latin: { ko: '로마자', en: 'Latin letters' },
        cyrillic: { ko: '키릴 문자', en: 'Cyrillic letters' },
        arabic: { ko: '아랍 문자', en: 'Arabic letters' },
        thai: { ko: '태국 문자', en: 'Thai letters' },
        devanagari: { ko: '데바나가리 문자', en: 'Devanagari' },
      },
      basis: BASIS,
    },
  },
  judge({ questions: drawn, manifest, manifestPlace, profile, subMetrics }, emit) {
    const { languages } = manifest.dataset;
    const declared = scriptsOf(languages);
    if (declared === null || declared.size === 0) return;
    const limit = option(profile, 'I011', 'share') ?? 0.05;
    // Fewer questions may be quotations.
    const least = optionWithin(profile, 'I011', 'least', 5, [1, 100]);
    manifest.subMetrics.forEach(({ id }, s) => {
      const questions = drawn[s];
      const [script, found] = mostForeign(
        questions.map(({ script }) => script),
        declared,
      );
      if (found < least || found < limit * questions.length) return;
      const basis = questions.length < (subMetrics[s]?.items ?? 0) ? 'sample' : 'all';
      const share = percent(found / questions.length);
      const data = { subMetric: id, share, languages: languages.join(', '), script, basis, questions: questions.length };
      emit({ at: null, place: manifestPlace(`/subMetrics/${s}`), data, subject: id });
    });
  },
};

/** Of the scripts that no declared language is written in, the one with most questions. */
function mostForeign(scripts: readonly (Script | null)[], declared: ReadonlySet<Script>): readonly [Script, number] {
  const counts = SCRIPTS.filter((script) => !declared.has(script)).map(
    (script) => [script, scripts.filter((other) => other === script).length] as const,
  );
  return counts.reduce((most, next) => (next[1] > most[1] ? next : most), ['latin', 0] as const);
}
