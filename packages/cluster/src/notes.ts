import type { Localized } from '@jatdae/schema';
import type { Host } from './hosts.js';

/** What the one who started a run is told of its fleet, each sentence once. */
export interface FleetNotes {
  nobody(hosts: readonly Host[]): void;
  fromWorker(note: Localized): void;
}

/** Different sentences of workers that are passed on; more would bury the rest. */
const MOST = 20;

export function notesFor(onNote: (note: Localized) => void, version: string): FleetNotes {
  const told = new Set<string>();
  return {
    nobody: (hosts) => onNote(hosts.length === 0 ? NO_WORKER : otherVersions(hosts, version)),
    fromWorker(note) {
      if (told.has(note.en) || told.size >= MOST) return;
      told.add(note.en);
      onNote(note);
    },
  };
}

const NO_WORKER: Localized = {
  ko: '연결된 워커가 없어 기다립니다. 다른 터미널이나 다른 호스트에서 jatdae worker를 같은 --redis 주소로 시작하십시오.',
  en: 'No worker is connected; waiting. Start jatdae worker with the same --redis address in another terminal or on another host.',
};

function otherVersions(hosts: readonly Host[], own: string): Localized {
  const seen = [...new Set(hosts.map(({ host, version }) => `${host} (${version})`))].sort().join(', ');
  return {
    ko: `같은 잣대(${own})의 워커가 없어 기다립니다. 연결된 워커: ${seen}. 모든 호스트에 같은 버전을 설치하고 Node의 주 버전도 맞추십시오.`,
    en: `No worker of the same jatdae (${own}) is connected; waiting. Connected: ${seen}. Install the same version on all hosts, on the same major version of Node.`,
  };
}
