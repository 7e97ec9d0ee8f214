const particles: Readonly<Record<string, readonly [afterConsonant: string, afterVowel: string]>> = {
  은: ['은', '는'],
  이: ['이', '가'],
  을: ['을', '를'],
  과: ['과', '와'],
  으로: ['으로', '로'],
  이라: ['이라', '라'],
  이었다: ['이었다', '였다'],
};

/** Index of the final consonant of the last syllable: 0 for none, 8 for ㄹ, -1 where the word does not end in Hangul. */
function finalConsonant(word: string): number {
  const code = (word.codePointAt(word.length - 1) ?? 0) - 0xac00;
  return code >= 0 && code < 11172 ? code % 28 : -1;
}

/** The word with the particle that its last sound asks for. */
function withParticle(word: string, particle: string): string {
  const pair = particles[particle];
  if (pair === undefined) throw new Error(`unknown particle ${particle}`);
  const final = finalConsonant(word);
  const vowelLike = final <= 0 || (particle === '으로' && final === 8);
  return word + (vowelLike ? pair[1] : pair[0]);
}

/** Fills `{name}` and `{name:particle}` from the words. */
export function fill(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)(?::([가-힣]+))?\}/g, (_, name: string, particle?: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`no word for ${name} in: ${template}`);
    return particle === undefined ? word : withParticle(word, particle);
  });
}
