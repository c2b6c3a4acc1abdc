import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const rightSchema = z.strictObject({
  /** "" is the API's core. */
  group: z.string().default(''),
  /** A subresource behind a slash: pods/log. */
  resources: z.array(z.string()),
  verbs: z.array(z.string()),
  /** What a run does with it. */
  because: z.string(),
});

const spareableSchema = rightSchema.extend({ without: z.string() });

const rightsSchema = z.strictObject({
  namespace: z.array(rightSchema),
  cluster: z.array(spareableSchema),
  happens: z.array(spareableSchema),
});

/** A right that a run needs, and why. */
export type Right = z.infer<typeof rightSchema>;

/** A right that a run can do without, and what is missing then. */
export type SpareableRight = z.infer<typeof spareableSchema>;

/** All that a run asks of a cluster's API server, as rights.yaml says and explains it. */
export type Rights = z.infer<typeof rightsSchema>;

/** @throws ZodError when rights.yaml does not have the shape, which is a mistake in this repository */
export function readRights(): Rights {
  return rightsSchema.parse(parse(readFileSync(join(import.meta.dirname, 'rights.yaml'), 'utf8')));
}

/** One thing that is asked of an API server. */
export interface Ask {
  readonly verb: string;
  readonly group: string;
  /** A subresource behind a slash: pods/log. */
  readonly resource: string;
}

/** Each single thing that rights let a user ask. */
export function asksOf(rights: readonly Pick<Right, 'group' | 'resources' | 'verbs'>[]): Ask[] {
  return rights.flatMap(({ group, resources, verbs }) => resources.flatMap((resource) => verbs.map((verb) => ({ verb, group, resource }))));
}

/** Rules as the API server has them; "*" stands for anything. */
export interface Rule {
  readonly apiGroups?: readonly string[] | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[] | undefined;
}

/** Whether rules allow an ask, of any object: a rule for some names only does not. */
export function isAllowed({ verb, group, resource }: Ask, rules: readonly Rule[]): boolean {
  const has = (list: readonly string[] | undefined, ...words: string[]): boolean => ['*', ...words].some((word) => list?.includes(word));
  const subresource = /\/.*/.exec(resource)?.[0];
  const anyOfSuch = subresource === undefined ? [] : [`*${subresource}`];
  return rules.some(
    (rule) =>
      has(rule.verbs, verb) &&
      has(rule.apiGroups, group) &&
      has(rule.resources, resource, ...anyOfSuch) &&
      (rule.resourceNames ?? []).length === 0,
  );
}

/** "create pods/exec", "list statefulsets.apps": as kubectl auth can-i takes it. */
export function wordsOf({ verb, group, resource }: Ask): string {
  const [kind = '', subresource] = resource.split('/');
  return `${verb} ${kind}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;
}
