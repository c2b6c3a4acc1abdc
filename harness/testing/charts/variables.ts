import { nodesIn } from './shell.ts';

/** Variables that a script sets to what is known before it runs, from each other too: `fresh=$final.new`. */
export function constantsIn(text: string): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  for (const node of nodesIn(text)) {
    if (node.type !== 'Assignment' || node.value.type !== 'Word') continue;
    const value = resolved(node.value.value, constants);
    if (!value.includes('$')) constants.set(node.name, value);
  }
  return constants;
}

/** A word with what is known of the variables in it. */
export function resolved(word: string, constants: ReadonlyMap<string, string>): string {
  const value = (whole: string, braced?: string, plain?: string): string => constants.get(braced ?? plain ?? '') ?? whole;
  return word.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, value);
}
