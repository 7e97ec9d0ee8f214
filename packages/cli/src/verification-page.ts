import { formatBytes, formatCount, verdictWord } from '@jatdae/report';
import type { Receipt } from '@jatdae/schema';
import { type ChangedFile, isAsReceived, type Verification } from '@jatdae/toolkit';
import type { Context } from './context.js';
import type { Page, Section } from './page.js';

/** Of each list; JSON has them all. */
const SHOWN = 20;

/** What people read of a deliverable that was compared with its receipt. */
export function verificationPage(receipt: Receipt, result: Verification, context: Context): Page {
  const { text, language } = context;
  const { deliverable, report } = receipt;
  const list = (ko: string, en: string, lines: readonly string[]): Section[] =>
    lines.length === 0 ? [] : [{ title: `${text(ko, en)} (${formatCount(lines.length)})`, lines: firstOf(lines, context) }];
  return {
    title: `${deliverable.name} ${deliverable.version} · ${deliverable.root}`,
    sections: [
      { title: text('영수증', 'Receipt'), lines: receiptLines(receipt, result, context) },
      ...list(
        '달라진 파일',
        'Changed files',
        result.changed.map((file) => changeLine(file, context)),
      ),
      ...list('없어진 파일', 'Missing files', result.missing),
      ...list('더 있는 파일', 'Files that the receipt does not have', result.extra),
      ...list('읽을 수 없는 파일', 'Files that cannot be read', result.unreadable),
    ],
    close: `${conclusion(receipt, result, context)} ${text('영수증의 판정', 'Verdict in the receipt')}: ${verdictWord(report.verdict, language)}`,
  };
}

function receiptLines({ jatdae, profile }: Receipt, result: Verification, context: Context): string[] {
  const { text } = context;
  const { replay, listed, agreesWithItself } = result;
  return [
    signatureLine(result.signature, context),
    `jatdae ${jatdae} · ${text('프로파일', 'profile')} ${profile.name} (${profile.version})`,
    ...(agreesWithItself
      ? []
      : [
          text(
            '영수증이 스스로 맞지 않습니다: 루트 해시나 개수가 파일 목록과 다릅니다. 고쳐진 영수증입니다.',
            'The receipt contradicts itself: its root or counts are not those of its list of files. It was tampered with.',
          ),
        ]),
    ...(listed
      ? []
      : [
          text(
            '서버의 폴더는 목록을 볼 수 없어, 영수증에 없는 파일이 더 있어도 알 수 없습니다.',
            'The server does not list its folders: files that the receipt does not have would go unseen.',
          ),
        ]),
    ...(replay === null ? [] : [replayLine(replay, jatdae, context)]),
  ];
}

function signatureLine({ state, key, asked }: Verification['signature'], { text }: Context): string {
  switch (state) {
    case 'unsigned':
      return asked
        ? text('서명이 없습니다. 공개 키로 확인할 수 없습니다.', 'It is not signed, so that no key can vouch for it.')
        : text('서명이 없습니다. 누가 만들었는지는 알 수 없습니다.', 'It is not signed: nothing tells who made it.');
    case 'invalid':
      return text(
        `서명이 맞지 않습니다. 서명한 뒤에 고쳐진 영수증입니다(키 ${key}).`,
        `The signature is not that of this receipt, which was changed after it was signed (key ${key}).`,
      );
    case 'other-key':
      return text(`지정한 것과 다른 키로 서명했습니다: ${key}`, `It is signed with another key than the one given: ${key}`);
    case 'valid':
      return asked
        ? text(`지정한 키로 서명했습니다: ${key}`, `Signed with the key given: ${key}`)
        : text(
            `서명이 맞습니다. 누구의 키인지는 --public-key로 확인하십시오: ${key}`,
            `The signature is right. Whose key it is, --public-key tells: ${key}`,
          );
  }
}

function replayLine(replay: NonNullable<Verification['replay']>, version: string, { text }: Context): string {
  switch (replay) {
    case 'same':
      return text('다시 검사한 보고서가 같습니다.', 'Validated again: the report is the same.');
    case 'differs':
      return text('다시 검사한 보고서가 다릅니다.', 'Validated again: the report is another one.');
    case 'unusable':
      return text(
        '다시 검사할 수 없습니다: 매니페스트나 프로파일을 쓸 수 없습니다.',
        'It cannot be validated again: manifest or profile cannot be used.',
      );
    case 'other-version':
      return text(
        `보고서를 만든 잣대는 ${version}판입니다. 같은 판으로 다시 검사해야 견줄 수 있습니다.`,
        `jatdae ${version} made the report; only the same version can be compared with it.`,
      );
    case 'not-run':
      return text(
        '파일이 영수증과 달라 다시 검사하지 않았습니다.',
        'Not validated again, for the files are not those of the receipt.',
      );
  }
}

function changeLine({ path, bytes, ranges }: ChangedFile, { text }: Context): string {
  const size =
    bytes.receipt === bytes.found
      ? ''
      : ` (${formatCount(bytes.receipt)} → ${formatCount(bytes.found)} ${text('바이트', 'bytes')})`;
  const [first, ...others] = ranges;
  if (first === undefined) return `${path}${size}`;
  const more = others.length === 0 ? '' : text(` 외 ${formatCount(others.length)}곳`, ` and ${formatCount(others.length)} more`);
  const where = `${formatCount(first.from)}–${formatCount(first.to - 1)}`;
  return `${path}${size}: ${text(`${where}번째 바이트(0부터)`, `bytes ${where} (from 0)`)}${more}`;
}

function firstOf(lines: readonly string[], { text }: Context): string[] {
  const rest = formatCount(lines.length - SHOWN);
  return lines.length <= SHOWN ? [...lines] : [...lines.slice(0, SHOWN), text(`… 외 ${rest}개`, `… and ${rest} more`)];
}

function conclusion({ deliverable }: Receipt, result: Verification, { text }: Context): string {
  const count = formatCount(result.same);
  if (!isAsReceived(result)) {
    const [first] = [...result.changed.map(({ path }) => path), ...result.missing, ...result.extra].sort();
    return text(
      `영수증의 납품물이 아닙니다. 처음 다른 파일: ${first}.`,
      `This is not the deliverable of the receipt. First file that differs: ${first}.`,
    );
  }
  if (result.unreadable.length > 0)
    return text(
      `읽을 수 있는 파일 ${count}개는 영수증과 같습니다.`,
      `The ${count} files that can be read are those of the receipt.`,
    );
  const size = formatBytes(deliverable.bytes);
  return text(`파일 ${count}개(${size})가 영수증과 같습니다.`, `All ${count} files (${size}) are those of the receipt.`);
}
