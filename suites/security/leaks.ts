import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { formsIn, type Given } from '../../harness/index.ts';
import { secretsOf } from './canaries.ts';
import { NAMED, PLACES } from './places.ts';
import type { Attempt } from './tried-door.ts';

/** Looks in a place for every value of the Secrets that the harness made, in each form. @throws Error when there is nothing to look for, or to look at */
export async function lookFor(place: string, target: Given, kubernetes: Kubernetes): Promise<Attempt> {
  const [secrets, texts = []] = await Promise.all([secretsOf(target), PLACES[place]?.(target, kubernetes)]);
  const text = texts.join('\n');
  if (text === '') throw new Error(`there is nothing of ${place}`);
  const looked = [...secrets].filter(([name]) => NAMED[place] !== name);
  const found = looked.flatMap(([name, value]) => formsIn(text, value).map((form) => `${name} ${form}`));
  const size = `${looked.length} values looked for in ${texts.length} texts of ${text.length} characters`;
  return { isOpen: found.length > 0, words: found.length > 0 ? found.join(', ') : `none: ${size}` };
}
