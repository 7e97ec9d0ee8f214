import type { Manifest } from '@jatdae/schema';
import type { DeliverableRule, Draft, OutsideReference } from '../contract.js';
import { filePlace } from '../place.js';
import { escapeOf } from './escape.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: false,
  meta: {
    code: 'M005',
    name: 'path-leaves-deliverable',
    severity: 'error',
    message: { ko: '{path}: {reason} 읽지 않았습니다.', en: '{path}: {reason} It was not read.' },
    words: {
      reason: {
        absolute: { ko: '절대 경로입니다.', en: 'an absolute path.' },
        parent: { ko: '납품물 밖(..)을 가리키는 경로입니다.', en: 'the path leaves the deliverable (..).' },
        'link-out': { ko: '납품물 밖을 가리키는 링크입니다.', en: 'a link that leaves the deliverable.' },
        'link-dangling': { ko: '대상이 없는 링크입니다.', en: 'a link to nothing.' },
        'name-encoding': { ko: '파일 이름이 UTF-8이 아닙니다.', en: 'its name is not UTF-8.' },
        fifo: { ko: '파일이 아니라 파이프(FIFO)입니다.', en: 'a pipe (FIFO), not a file.' },
        socket: { ko: '파일이 아니라 소켓입니다.', en: 'a socket, not a file.' },
        device: { ko: '파일이 아니라 장치입니다.', en: 'a device, not a file.' },
        'member-link': { ko: '압축 파일 안의 링크입니다.', en: 'a link inside an archive.' },
        backslash: {
          ko: '이름에 역슬래시(\\)가 있는 압축 파일 구성원입니다.',
          en: 'a member of an archive with a backslash in its name.',
        },
        unreadable: { ko: '열 권한이 없거나 열리지 않습니다.', en: 'it cannot be opened.' },
      },
    },
  },
  judge(view, emit) {
    for (const [pointer, path] of manifestPaths(view.manifest)) {
      const reason = escapeOf(path);
      if (reason !== null) emit({ at: null, place: view.manifestPlace(pointer), data: { path, reason }, subject: path });
    }
    for (const { path, kind, reason } of view.files) {
      if (kind === 'refused') emit({ at: null, place: filePlace(path), data: { path, reason }, subject: path });
    }
    // Of those that are not kept only the number is told, so what they hold does not matter.
    const { count, first } = view.media.outside;
    for (let k = 0; k < count; k++) {
      const reference = first[k] ?? first[0];
      if (reference !== undefined) emit(outsideDraft(reference));
    }
  },
};

function outsideDraft({ at, pointer, path }: OutsideReference): Draft {
  return { at, pointer, data: { path, reason: escapeOf(path) ?? 'parent' }, subject: path };
}

function manifestPaths(manifest: Manifest): (readonly [pointer: string, path: string])[] {
  const paths: [string, string][] = [];
  manifest.resources.forEach(({ path, schema }, r) => {
    paths.push([`/resources/${r}/path`, path]);
    if (schema !== undefined) paths.push([`/resources/${r}/schema`, schema]);
  });
  if (manifest.media !== undefined) paths.push(['/media/root', manifest.media.root]);
  (manifest.experiments ?? []).forEach(({ predictions }, e) => {
    if (typeof predictions === 'string') paths.push([`/experiments/${e}/predictions`, predictions]);
    else if (predictions !== undefined) paths.push([`/experiments/${e}/predictions/path`, predictions.path]);
  });
  return paths;
}
