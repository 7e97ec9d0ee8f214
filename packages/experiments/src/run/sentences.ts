import { groupDigits, type Localized, writeFailure } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { type Difference, recordPath } from '../files/run-record.js';
import type { Survey } from './survey.js';

export function nothingToAsk({ skipped }: Survey): UsageError {
  const leaderboard = skipped.leaderboard;
  const withoutId = skipped['without-id'];
  const why: Localized[] = [];
  if (leaderboard > 0)
    why.push({
      ko: ` 리더보드 분할의 문항 ${groupDigits(leaderboard)}개는 --include-leaderboard가 있어야 묻습니다.`,
      en: ` Items of the leaderboard split, which are asked only with --include-leaderboard: ${groupDigits(leaderboard)}.`,
    });
  if (withoutId > 0)
    why.push({
      ko: ` 문항 ${groupDigits(withoutId)}개에는 id가 없어 예측을 이을 수 없습니다. 매니페스트의 fields.id를 확인하십시오.`,
      en: ` Items without an id, to which no prediction could be joined: ${groupDigits(withoutId)}; check fields.id in the manifest.`,
    });
  return new UsageError({
    ko: `물을 문항이 없습니다. --sub-metric, --kind를 확인하십시오.${why.map(({ ko }) => ko).join('')}`,
    en: `There is no item to ask. Check --sub-metric and --kind.${why.map(({ en }) => en).join('')}`,
  });
}

export function withoutRecord(out: string): UsageError {
  return new UsageError({
    ko: `이 예측 파일에는 실행 기록(${recordPath(out)})이 없어 무엇으로 만들었는지 알 수 없습니다. --out으로 다른 파일을 지정하십시오.`,
    en: `This prediction file has no record of its run (${recordPath(out)}), so nobody knows what made it. Name another file with --out.`,
  });
}

export function otherRun(out: string, changed: readonly Difference[]): UsageError {
  const shown = (value: unknown): string => (value === undefined ? '—' : JSON.stringify(value)).slice(0, 60);
  const list = changed.map(({ name, before, now }) => `${name}: ${shown(before)} → ${shown(now)}`).join('; ');
  return new UsageError({
    ko: `이 예측 파일은 다르게 실행한 것입니다: ${out} (${list}). 이어서 하려면 같은 설정으로, 새로 하려면 --out으로 다른 파일을 지정하십시오.`,
    en: `This prediction file was made by another run: ${out} (${list}). Use the same settings to go on with it, or name another file with --out.`,
  });
}

export function notWritten(out: string, error: unknown): Localized {
  const { code, words } = writeFailure(error);
  const other = code === '' ? String(error) : code;
  return {
    ko: `예측 파일에 쓰지 못했습니다(${words?.ko ?? other}): ${out}. 까닭을 없앤 뒤 같은 명령을 내리면 이어집니다.`,
    en: `The file of predictions could not be written (${words?.en ?? other}): ${out}. Remove the cause and give the same command: the run goes on.`,
  };
}

export const inUse =
  (lock: string) =>
  (who: string): Localized => ({
    ko: `다른 실행이 이 예측 파일에 쓰고 있습니다${who}. 끝나기를 기다리거나 --out으로 다른 파일을 지정하십시오. 그런 실행이 없다면 ${lock} 파일을 지우십시오.`,
    en: `Another run writes this prediction file${who}. Wait for its end or name another file with --out; if there is no such run, delete ${lock}.`,
  });
