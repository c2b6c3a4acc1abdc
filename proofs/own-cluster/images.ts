import { touchstone } from '../../harness/index.ts';

interface Listed {
  readonly name: string;
  readonly reference: string;
  readonly pushed?: string;
}

/** The reference that the engine has for an image. */
export async function localImage(name: string): Promise<string> {
  return (await find(name)).reference;
}

/** The reference by which nodes pull an image from a registry. */
export async function pushedImage(name: string, registry: string): Promise<string> {
  return (await find(name, '--registry', registry)).pushed ?? '';
}

async function find(name: string, ...flags: readonly string[]): Promise<Listed> {
  const listed = JSON.parse(await touchstone(['images', 'list', '--json', ...flags])) as readonly Listed[];
  const image = listed.find((candidate) => candidate.name === name);
  if (image === undefined) throw new Error(`touchstone images list has no ${name}`);
  return image;
}
