import { REPOSITORY, readStack, touchstone } from '../../harness/index.ts';

const NODE_IMAGE = 'kind-node';

/** References of the images that a run takes, pulled or built on this host. @param filter words of a command line that name tests of it */
export async function imagesOfRun(suite: string, filter: readonly string[]): Promise<string[]> {
  const got = await touchstone(['images', '--suite', suite, '--quiet']);
  const listed = await touchstone(['test', '--suite', suite, ...filter, '--list', '--json']);
  const { systems } = JSON.parse(listed) as { readonly systems: readonly string[] };
  const stack = readStack(REPOSITORY).systems;
  const wanted = [NODE_IMAGE, ...systems.flatMap((name) => Object.values(stack[name]?.images ?? {}))];
  return got.split('\n').flatMap((line) => {
    const [name = '', , reference = ''] = line.split(/\s+/);
    return wanted.includes(name) ? [reference] : [];
  });
}
