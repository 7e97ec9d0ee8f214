import { Medium, textOf } from '@jatdae/kernel';
import type { ScanContext } from '../contract.js';
import { findingsRule } from '../findings.js';
import { mediaPaths, mediaPrefix } from './paths.js';

export const rule = findingsRule(
  {
    code: 'A001',
    name: 'missing-media',
    severity: 'error',
    message: {
      ko: '문항이 가리키는 미디어 파일이 없습니다: {path}. {hint}',
      en: 'The item refers to a media file that is not there: {path}. {hint}',
    },
    words: {
      hint: {
        absent: {
          ko: '파일을 넣거나 문항의 경로를 고치십시오.',
          en: 'Add the file, or correct the path in the item.',
        },
        case: {
          ko: '대소문자만 다른 파일이 있습니다. 경로를 파일 이름과 똑같이 적으십시오.',
          en: 'A file is there whose name differs in case only. Write the path exactly as the file is named.',
        },
        backslash: {
          ko: '폴더는 역슬래시(\\)가 아니라 빗금(/)으로 구분하십시오.',
          en: 'Separate folders with a slash (/), not a backslash (\\).',
        },
        unpaired: {
          ko: '라벨과 이름이 같은 원천 데이터 파일을 넣거나, 남는 라벨을 빼십시오.',
          en: 'Add the source file that bears the name of this label, or take the label out.',
        },
        address: {
          ko: '주소가 아니라 납품물 안의 파일을 가리켜야 합니다.',
          en: 'It must be a file of the deliverable, not an address elsewhere.',
        },
      },
    },
  },
  (context) => {
    const hintFor = createHints(context);
    return {
      batch(batch, report) {
        for (let i = 0; i < batch.size; i++) {
          for (let k = batch.mediaStart[i]; k < batch.mediaStart[i + 1]; k++) {
            if (batch.mediaFile[k] !== Medium.Missing) continue;
            const path = textOf(batch.tape, batch.media[k]).trim();
            const pointer = batch.mediaPointer(k);
            // The whole record points where a layout implies the reference.
            report(i, { pointer, data: { path, hint: pointer === '' ? 'unpaired' : hintFor(path) } });
          }
        }
      },
    };
  },
);

/** Why a file may not have been found, from the names that are there. */
function createHints({ manifest, media }: ScanContext): (reference: string) => 'absent' | 'case' | 'backslash' | 'address' {
  const root = mediaPrefix(manifest.media?.root);
  const names = new Set(media.map(({ path }) => path));
  const lower = new Set(media.map(({ path }) => path.toLowerCase()));
  return (reference) => {
    const paths = mediaPaths(reference, root);
    if (paths === null) return 'address';
    if (paths.some((path) => lower.has(path.toLowerCase()))) return 'case';
    const turned = mediaPaths(reference.replaceAll('\\', '/'), root) ?? [];
    return turned.some((path) => names.has(path)) ? 'backslash' : 'absent';
  };
}
