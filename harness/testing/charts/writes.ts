import { known, type PublicImage } from '../../images/public.ts';
import { callsIn } from './calls.ts';
import type { ChartContainer } from './container.ts';
import { scriptsOf } from './scripts.ts';
import { nodesIn } from './shell.ts';
import { constantsIn, resolved } from './variables.ts';

/** Not files of the image. */
const HARMLESS = /^\/(dev|proc)\//;

/** What of a container may be written where it must not be, or by whom it cannot be. */
export function wrongWrites(one: ChartContainer, image: PublicImage): string[] {
  const { container, pod, writable } = one;
  const { securityContext: user } = pod.spec;
  const uid = known(image.user)?.uid;
  const outside = scriptsOf(one).flatMap(({ name, text }) =>
    pathsWritten(text)
      .filter((path) => !writable.some((folder) => path === folder || path.startsWith(`${folder}/`)) && !HARMLESS.test(path))
      .map((path) => `${name} writes to ${path}, which is on no volume`),
  );
  return [
    ...(container.securityContext?.readOnlyRootFilesystem === true ? [] : ['its root file system is not read-only']),
    ...(uid === undefined || uid === 0 || user?.runAsUser === uid
      ? []
      : [`it runs as ${user?.runAsUser ?? '?'}, and the image’s files are ${uid}’s`]),
    ...(writable.length === 0 || user?.fsGroup === user?.runAsGroup ? [] : ['its volumes belong to a group that it is not in']),
    ...outside,
  ];
}

/** Absolute paths that a script writes to, as far as it is known before it runs. */
function pathsWritten(text: string): string[] {
  const constants = constantsIn(text);
  const redirected = nodesIn(text).flatMap((node) =>
    node.type === 'Redirect' && /^(>>?|>\||&>>?|<>)$/.test(node.operator) ? (node.target?.value ?? []) : [],
  );
  const made = callsIn(text).flatMap(({ program, args }) => {
    const operands = args.filter((word) => !word.startsWith('-'));
    if (['mkdir', 'rm', 'tee'].includes(program)) return operands;
    return ['mv', 'cp'].includes(program) ? operands.slice(-1) : [];
  });
  return [...redirected, ...made].map((word) => resolved(word, constants)).filter((path) => path.startsWith('/'));
}
