import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { OUR_SELECTOR, connectTo, formsIn, type Given } from '../../harness/index.ts';
import { NAMED, PLACES } from './places.ts';
import type { Attempt } from './tried-door.ts';

/** Shorter values turn up in ordinary words. */
const SHORTEST = 8;

/** Looks in a place for every value of the Secrets that the harness made, in each form. @throws Error when there is nothing to look for, or to look at */
export async function lookFor(place: string, target: Given, kubernetes: Kubernetes): Promise<Attempt> {
  const [secrets, texts = []] = await Promise.all([secretsOf(target), PLACES[place]?.(target, kubernetes)]);
  const text = texts.join('\n');
  if (secrets.size === 0) throw new Error('the harness has made no Secret here');
  if (text === '') throw new Error(`there is nothing of ${place}`);
  const looked = [...secrets].filter(([name]) => NAMED[place] !== name);
  const found = looked.flatMap(([name, value]) => formsIn(text, value).map((form) => `${name} ${form}`));
  const size = `${looked.length} values looked for in ${texts.length} texts of ${text.length} characters`;
  return { isOpen: found.length > 0, words: found.length > 0 ? found.join(', ') : `none: ${size}` };
}

/** Values by Secret and key. */
async function secretsOf(target: Given): Promise<Map<string, string>> {
  const { items } = await connectTo(target).core.listNamespacedSecret({ ...target, labelSelector: OUR_SELECTOR });
  const values = items.flatMap(({ metadata, data = {} }) =>
    Object.entries(data).map(([key, value]) => [`${metadata?.name ?? ''}/${key}`, Buffer.from(value, 'base64').toString()] as const),
  );
  return new Map(values.filter(([, value]) => value.length >= SHORTEST));
}
