import type { RunOptions } from '../run.ts';
import type { TestRecord } from '../model/record.ts';

/** The one command that runs a failed test again, in the way in which this run was made. */
export function reproduction(
  { suite, name }: TestRecord,
  { nodes, images, scale, repeat, own }: Pick<RunOptions, 'nodes' | 'images' | 'scale' | 'repeat' | 'own'>,
): string {
  const flags = [
    `--suite ${suite}`,
    `--grep ${quote(`^${escapePattern(name.replaceAll(' > ', ' '))}$`)}`,
    ...(scale === 'tiny' ? [] : [`--scale ${scale}`]),
    ...(repeat === 1 ? [] : [`--repeat ${repeat}`]),
    ...(images === 'auto' ? [] : [`--images ${images}`]),
    ...(own
      ? [`--kubeconfig ${quote(own.kubeconfig)} --context ${quote(own.context)} --namespace ${own.namespace}`]
      : nodes === 1
        ? []
        : [`--nodes ${nodes}`]),
  ];
  return `npm test -- ${flags.join(' ')}`;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function quote(text: string): string {
  return /^[\w./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
