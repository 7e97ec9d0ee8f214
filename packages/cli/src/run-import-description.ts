import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { lookAtDescription, manifestText, proposeImport, writeProposal } from '@jatdae/toolkit';
import { builtInProfile, DEFAULT_PROFILE } from './built-in-profile.js';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import type { ImportDescriptionFlags } from './import-description-flags.js';
import { NOTHING_WRITTEN, whileWatched } from './interrupt.js';
import { checkTemp } from './outputs.js';
import { showFiles, summary } from './proposal-text.js';
import { wrongUsage } from './usage.js';

/** `jatdae import`: status 0 once the manifest is written, or shown. */
export async function runImportDescription(target: string, flags: ImportDescriptionFlags, context: Context): Promise<number> {
  const { temp, output } = flags;
  await checkTemp(temp);
  const name = output === undefined ? null : await nameOf(output, target);
  return whileWatched(context, NOTHING_WRITTEN, async (signal) => {
    const seen = await lookAtDescription(target, {
      signal,
      onFile: showFiles(context),
      mayReplace: () => name !== null || flags.force === true || flags.dryRun === true,
      ...(temp === undefined ? {} : { temp }),
    });
    const { language } = context;
    const profile = await builtInProfile(DEFAULT_PROFILE);
    if (profile === null) throw new Error(`the profile ${DEFAULT_PROFILE} is not built in`);
    const proposal = proposeImport(seen, { language, profile });
    if (flags.dryRun === true) {
      await context.terminal.out(manifestText(proposal, language));
      return EXIT.accepted;
    }
    const written = await writeProposal(seen.survey, proposal, {
      language,
      force: flags.force === true,
      ...(name === null ? {} : { name }),
    });
    await context.terminal.out(summary(seen.survey, proposal, written, context));
    return EXIT.accepted;
  });
}

/** Paths of a manifest begin at its folder, so it stands beside the description. */
async function nameOf(output: string, target: string): Promise<string> {
  const facts = await stat(target).catch(() => null);
  const folder = facts?.isDirectory() === true ? resolve(target) : dirname(resolve(target));
  const [place, asked] = await Promise.all([folder, dirname(resolve(output))].map((one) => realpath(one).catch(() => one)));
  if (facts !== null && place !== asked)
    throw wrongUsage(
      `매니페스트의 경로는 매니페스트가 놓인 폴더에서 시작하므로 설명과 같은 폴더(${folder})에만 쓸 수 있습니다: ${output}`,
      `Paths of a manifest begin at its folder, so it can be written only beside the description, into ${folder}: ${output}`,
    );
  if (!/\.ya?ml$/iu.test(output))
    throw wrongUsage(
      `매니페스트는 YAML로 씁니다. 이름이 .yaml이나 .yml로 끝나야 합니다: ${output}`,
      `The manifest is written as YAML: its name has to end in .yaml or .yml: ${output}`,
    );
  return basename(resolve(output));
}
