import { delimiter, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { run } from '../../base/command.ts';
import { orGround } from '../../base/or-ground.ts';
import { keepKubeconfig } from './kept-kubeconfig.ts';
import type { OwnPlace } from './kubeconfig.ts';

/** What kubectl leaves relative to the file that it was in. */
const flatSchema = z.looseObject({
  users: z
    .array(
      z.looseObject({
        user: z.looseObject({ tokenFile: z.string().optional(), exec: z.looseObject({ command: z.string() }).optional() }),
      }),
    )
    .nullable(),
});

/**
 * One kubeconfig with nothing but the chosen context, as kubectl merges it out of all files: every program reads that the same way. Only this user
 * can read it, and it goes with the process.
 * @returns its path, in a folder of its own
 * @throws GroundFailure with kubectl's words when there is something that it cannot make out
 */
export async function flatKubeconfig({ files, context, loginFolder }: OwnPlace, kubectl: string, signal: AbortSignal): Promise<string> {
  const said = files.join(delimiter);
  const view = ['config', 'view', '--raw', '--minify', '--flatten', '--context', context];
  const text = await orGround(run(kubectl, view, { env: { KUBECONFIG: said }, signal }), (error) => ({
    what: `kubectl cannot read context ${context} of ${said}`,
    mend: `Mend the file; try: KUBECONFIG=${said} kubectl config view --minify --context ${context}`,
    evidence: error.output.slice(-3),
  }));
  const config = flatSchema.parse(parse(text));
  for (const { user } of config.users ?? []) {
    if (user.tokenFile !== undefined) user.tokenFile = resolve(loginFolder, user.tokenFile);
    if (user.exec?.command.includes('/') === true) user.exec.command = resolve(loginFolder, user.exec.command); // others are found on the PATH
  }
  return keepKubeconfig(config);
}
