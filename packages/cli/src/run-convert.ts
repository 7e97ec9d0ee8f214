import { clean, formatCount } from '@jatdae/report';
import { convertFile, LOSS_TEXTS, type Loss } from '@jatdae/toolkit';
import type { Context } from './context.js';
import type { ConvertFlags } from './convert-flags.js';
import { EXIT } from './exit.js';
import { watchInterrupt } from './interrupt.js';

/** `jatdae convert`: status 0 where the new file stands and every value in it was compared with the source's. */
export async function runConvert(source: string, flags: ConvertFlags, context: Context): Promise<number> {
  const { to, output, from, at, encoding, formulas } = flags;
  const interrupt = watchInterrupt(() => undefined);
  try {
    const converted = await convertFile(source, output, {
      to,
      source: {
        ...(from === undefined ? {} : { format: from }),
        ...(at === undefined ? {} : { at }),
        ...(encoding === undefined ? {} : { encoding }),
      },
      guardFormulas: formulas === 'guard',
      signal: interrupt.signal,
      onLosses: (losses) => tellLosses(losses, context),
    });
    const count = formatCount(converted.records);
    await context.terminal.out(
      `${context.text(
        `레코드 ${count}개를 ${converted.from}에서 ${to} 형식으로 썼고, 다시 읽어 모든 값을 견주었습니다: ${clean(output)}`,
        `${count} records written from ${converted.from} to ${to}, read back and every value compared: ${clean(output)}`,
      )}\n`,
    );
    return EXIT.accepted;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    context.note({
      ko: '중단되었습니다. 쓰던 것은 지웠고 원본은 그대로입니다.',
      en: 'Interrupted. What was written has been removed, and the source is as it was.',
    });
    return EXIT.incomplete;
  } finally {
    interrupt.stop();
  }
}

/** Columns that are named of each loss. */
const NAMED = 8;

function tellLosses(losses: readonly Loss[], { note }: Context): void {
  for (const kind of new Set(losses.map((loss) => loss.kind))) {
    const columns = losses.filter((loss) => loss.kind === kind).map(({ column }) => clean(column));
    const named = columns.slice(0, NAMED).join(', ');
    const rest = columns.length - NAMED;
    const { ko, en } = LOSS_TEXTS[kind];
    note({
      ko: `${ko}: ${named}${rest > 0 ? ` 외 ${formatCount(rest)}개 열` : ''}`,
      en: `${en}: ${named}${rest > 0 ? ` and ${formatCount(rest)} more columns` : ''}`,
    });
  }
}
