import { faultRule } from '../fault-rule.js';

const LIMITS: ReadonlySet<string> = new Set([
  'expansion-ratio',
  'too-many-members',
  'too-deep',
  'window',
  'given-up',
  'seen-otherwise',
]);

export const rule = faultRule(
  {
    code: 'F005',
    name: 'damaged-file',
    severity: 'error',
    message: { ko: '파일을 온전히 읽지 못했습니다: {reason}', en: 'The file could not be read whole: {reason}' },
    words: {
      reason: {
        truncated: {
          ko: '중간에 끊겼습니다. 그 뒤는 검사하지 못했습니다.',
          en: 'it is cut short; what comes after was not checked.',
        },
        corrupt: {
          ko: '내용이 손상되었습니다. 그 뒤는 검사하지 못했습니다.',
          en: 'its content is damaged; what comes after was not checked.',
        },
        checksum: {
          ko: '풀린 내용이 검사 합과 다릅니다. 만들거나 옮기는 동안 바뀌었으니 원본에서 다시 압축하십시오.',
          en: 'its content does not match its checksum: it changed after it was packed. Compress the original again.',
        },
        'expansion-ratio': {
          ko: '압축을 푼 크기가 한도를 넘어 멈추었습니다. 믿을 수 있는 파일이면 --max-ratio를 올리십시오.',
          en: 'it expands beyond the limit, so reading stopped. If you trust the file, raise --max-ratio.',
        },
        'row-count': {
          ko: '파일이 밝힌 행 수만큼 행이 들어 있지 않습니다.',
          en: 'it does not hold as many rows as it says.',
        },
        encrypted: {
          ko: '암호가 걸려 있어 읽지 않았습니다. 암호를 풀고 넣으십시오.',
          en: 'it is encrypted and was not read; deliver it without a password.',
        },
        unsupported: {
          ko: '이 도구가 모르는 인코딩이나 압축 방식을 씁니다. 흔한 방식으로 다시 저장하십시오.',
          en: 'it uses an encoding or a codec that this tool does not know; save it again with a common one.',
        },
        unreadable: { ko: '열 권한이 없거나 읽히지 않습니다.', en: 'it cannot be opened or read.' },
        vanished: { ko: '검사하는 동안 사라졌습니다.', en: 'it vanished while it was checked.' },
        overlap: {
          ko: '압축 파일 안의 다른 파일과 같은 바이트를 씁니다. 정상적인 프로그램은 이렇게 만들지 않으니 다시 압축하십시오.',
          en: 'it shares bytes with another member of the archive, which no honest program writes; pack the files again.',
        },
        'duplicate-member': {
          ko: '압축 파일 안에 이름이 같은 파일이 앞에 또 있습니다. 하나만 남기십시오.',
          en: 'the archive holds another member of this name before it; keep one of them.',
        },
        method: {
          ko: '이 도구가 모르는 압축 방식입니다. deflate로 다시 압축하십시오.',
          en: 'it uses a compression method that this tool does not know; compress it again with deflate.',
        },
        sparse: {
          ko: 'tar 안에 희소(sparse) 형식으로 들어 있습니다. 보통 형식으로 다시 묶으십시오.',
          en: 'it is a sparse member of a tar; pack it again without.',
        },
        'not-an-archive': {
          ko: '압축 파일이 아니거나 안에 든 파일의 목록이 손상되었습니다.',
          en: 'it is no archive, or its list of members is damaged.',
        },
        'after-end': {
          ko: '끝 표시 뒤에 다른 내용이 이어집니다. tar를 이어 붙이지 말고 한 번에 묶으십시오.',
          en: 'something follows its end mark; pack one tar instead of joining several.',
        },
        'too-many-members': {
          ko: '압축 파일 안의 파일 수가 한도를 넘습니다. 믿을 수 있는 파일이면 --max-members를 올리십시오.',
          en: 'the archive has more members than the limit. If you trust it, raise --max-members.',
        },
        'too-deep': {
          ko: '압축 파일이 겹겹이 든 수가 한도를 넘습니다. 안쪽 것을 풀어 넣거나 --max-archive-depth를 올리십시오.',
          en: 'archives lie in each other beyond the limit. Unpack the inner ones, or raise --max-archive-depth.',
        },
        window: {
          ko: '압축을 푸는 데 필요한 메모리가 한도(128MiB)를 넘습니다. zstd --long 없이 다시 압축하십시오.',
          en: 'unpacking it needs more memory than the limit (128 MiB); compress it again without zstd --long.',
        },
        'given-up': {
          ko: '이 부분을 맡은 작업이 세 번 실패하여 건너뛰었습니다. 파일의 잘못이 아닐 수 있으니 워커의 로그를 보고 다시 검사하십시오.',
          en: 'work on this part failed three times and was given up, which need not be the fault of the file. See the logs of the workers, and validate again.',
        },
        'seen-otherwise': {
          ko: '워커가 보는 파일이 검사를 시작한 곳에서 본 것과 달라 읽지 않았습니다. 모든 호스트가 같은 저장소를 연결했는지 확인하십시오.',
          en: 'the workers see another file here than where the run was started, and did not read it. Check that all hosts mount the same storage.',
        },
        'not-xlsx': {
          ko: 'xlsx가 아니라 암호가 걸린 파일이나 옛 xls 파일입니다. 암호를 풀고 xlsx로 저장하십시오.',
          en: 'it is no xlsx but has a password or is an old xls file; save it as xlsx without a password.',
        },
      },
    },
  },
  LIMITS,
);
