import type { Localized, ReceiptInput } from '@jatdae/schema';
import { isAsReceived, publicKeyFrom, receiptFrom, type Verification, verifyReceipt } from '@jatdae/toolkit';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { whileWatched } from './interrupt.js';
import { checkTemp } from './outputs.js';
import { renderPage } from './page.js';
import { readInput } from './read-input.js';
import { readJudgements } from './read-judgements.js';
import { readWaivers } from './read-waivers.js';
import type { VerifyFlags } from './sign-flags.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';
import { verificationPage } from './verification-page.js';

const INTERRUPTED: Localized = { ko: '중단되었습니다. 확인하지 못했습니다.', en: 'Interrupted. Nothing was verified.' };

/** `jatdae verify`: status 0 where the deliverable is the one of the receipt. */
export async function runVerify(target: string, path: string, flags: VerifyFlags, context: Context): Promise<number> {
  const { publicKey, replay, format, jobs, memory, temp } = flags;
  await checkTemp(temp);
  const receipt = await receiptFrom(await readInput(path), path);
  const { waivers, inputs } = await readWaivers(flags.waivers ?? [], context);
  const judged = await readJudgements(flags.judgements);
  if (replay === true) checkInputs(receipt.inputs ?? [], [...inputs, ...judged.inputs]);
  const key = publicKey === undefined ? null : publicKeyFrom(await readInput(publicKey), publicKey);
  return whileWatched(context, INTERRUPTED, async (signal) => {
    const result = await verifyReceipt(target, receipt, {
      signal,
      publicKey: key,
      replay: replay === true,
      waivers,
      ...(judged.judgements === undefined ? {} : { judgements: judged.judgements }),
      onNote: context.note,
      ...(jobs === undefined ? {} : { jobs }),
      ...(memory === undefined ? {} : { memory }),
      ...(temp === undefined ? {} : { temp }),
    });
    const text =
      format === 'json' ? toJson(result) : renderPage(verificationPage(receipt, result, context), format, context.terminal);
    await context.terminal.out(text);
    return statusOf(result);
  });
}

/** @throws UsageFailure where the report was made with other files than those given: it could only differ */
function checkInputs(signed: readonly ReceiptInput[], given: readonly ReceiptInput[]): void {
  const [made, now] = [signed, given].map((inputs) => inputs.map(({ kind, sha256 }) => `${kind} ${sha256}`));
  const missing = made?.filter((input) => now?.includes(input) !== true) ?? [];
  const options = [...new Set(missing.map((input) => `--${input.split(' ')[0]}`))].join(', ');
  if (missing.length > 0)
    throw wrongUsage(
      `영수증의 보고서는 다음 파일도 보고 만들었습니다. ${options}로 함께 주십시오: ${missing.join(', ')}`,
      `The report of the receipt was made with these files, too. Hand them over with ${options}: ${missing.join(', ')}`,
    );
  const more = now?.filter((input) => made?.includes(input) !== true) ?? [];
  if (more.length > 0)
    throw wrongUsage(
      `영수증의 보고서를 만들 때 없던 파일입니다: ${more.join(', ')}`,
      `The report of the receipt was made without these files: ${more.join(', ')}`,
    );
}

function statusOf(result: Verification): number {
  const { state, asked } = result.signature;
  const signed = state === 'valid' || (state === 'unsigned' && !asked);
  const replayed =
    result.replay === null || result.replay === 'same' || result.replay === 'other-version' || result.replay === 'not-run';
  if (!signed || !result.agreesWithItself || !isAsReceived(result) || !replayed) return EXIT.rejected;
  return result.unreadable.length > 0 || result.replay === 'other-version' ? EXIT.incomplete : EXIT.accepted;
}
