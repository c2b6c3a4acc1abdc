import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError, messageOf } from '../../base/failure.ts';
import { NAMESPACE } from '../../cluster/place.ts';

/** What the user says of a cluster of their own; what they leave out, kubectl's rules and the context say. */
export interface PlaceOptions {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
}

/** Where in kubeconfigs a cluster of the user's own is; nothing has talked to it yet. */
export interface OwnPlace {
  /** As kubectl merges them: of what is in several, the first has the say. */
  readonly files: readonly string[];
  readonly context: string;
  readonly namespace: string;
  /** Where the API server is, in the file's words; nothing where it has none, of which kubectl will speak. */
  readonly server: string;
  /** The folder from which paths count that the user's entry has: that of the file with the entry. */
  readonly loginFolder: string;
}

/** Only what is chosen by; any other entry may be as odd as it likes. */
const kubeconfigSchema = z.looseObject({
  'current-context': z.string().nullish(),
  contexts: z.array(z.looseObject({ name: z.string(), context: z.looseObject({ cluster: z.string().nullish(), user: z.string().nullish(), namespace: z.string().nullish() }).nullish() })).nullish(), // prettier-ignore
  clusters: z.array(z.looseObject({ name: z.string(), cluster: z.looseObject({ server: z.string().nullish() }).nullish() })).nullish(),
  users: z.array(z.looseObject({ name: z.string() })).nullish(),
});

interface KubeconfigFile extends z.infer<typeof kubeconfigSchema> {
  readonly path: string;
}

/**
 * Finds the context in the kubeconfigs where kubectl would: --kubeconfig, else KUBECONFIG, else ~/.kube/config. Talks to no cluster.
 * @throws UsageError that names what is wrong with them
 */
export function findPlace({ kubeconfig, context, namespace }: PlaceOptions): OwnPlace {
  const files = filesOf(kubeconfig).map(readKubeconfig);
  const said = files.map(({ path }) => path).join(delimiter);
  const contexts = files.flatMap((file) => file.contexts ?? []);
  const name = context ?? files.map((file) => file['current-context'] ?? '').find((current) => current !== '');
  if (name === undefined) throw new UsageError(`${said} has no current context; name one with --context: ${namesOf(contexts)}`);
  const chosen = contexts.find((each) => each.name === name);
  if (!chosen) {
    const names = contexts.map((each) => each.name);
    const advice = names.length === 0 ? 'it has no contexts' : `did you mean "${closest(name, names)}"? There are: ${namesOf(contexts)}`;
    throw new UsageError(`${said} has no context "${name}"; ${advice}`);
  }
  const cluster = files.flatMap((file) => file.clusters ?? []).find((each) => each.name === chosen.context?.cluster);
  const login = files.find(({ users }) => (users ?? []).some((user) => user.name === chosen.context?.user));
  const ofContext = chosen.context?.namespace ?? undefined;
  return {
    files: files.map(({ path }) => path),
    context: name,
    namespace: namespace ?? ofContext ?? NAMESPACE,
    server: cluster?.cluster?.server ?? '',
    loginFolder: dirname((login ?? files[0])?.path ?? ''),
  };
}

/** The files that are there. @throws UsageError when none is */
function filesOf(kubeconfig: string | undefined): string[] {
  const fromEnvironment = process.env.KUBECONFIG === '' ? undefined : process.env.KUBECONFIG;
  const said = kubeconfig ?? fromEnvironment ?? join(homedir(), '.kube', 'config');
  const paths = (existsSync(said) ? [said] : said.split(delimiter)).filter((path) => path !== '').map(absolute);
  const there = paths.filter((path) => existsSync(path));
  if (there.length === 0) throw new UsageError(`there is no kubeconfig at ${said}`);
  return there;
}

/** A shell leaves the "~" behind a "=" as it is. */
function absolute(path: string): string {
  return resolve(path.replace(/^~(?=\/)/, homedir()));
}

function readKubeconfig(path: string): KubeconfigFile {
  try {
    return { path, ...kubeconfigSchema.parse(parse(readFileSync(path, 'utf8')) ?? {}) };
  } catch (error) {
    throw new UsageError(`${path} is not a kubeconfig: ${error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error)}`);
  }
}

function namesOf(contexts: readonly { readonly name: string }[]): string {
  return contexts.map(({ name }) => name).join(', ');
}
