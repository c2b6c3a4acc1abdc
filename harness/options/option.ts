import type { InferOptions, Option as TypedOption } from '@commander-js/extra-typings';
import { InvalidArgumentError, type Option } from 'commander';
import { quote } from '../base/quote.ts';

/** An option of the command line: all that the harness and its documents say of it, said once. */
export interface Declared {
  /** Flag, help, parser and default, as commander takes them. */
  readonly option: Option;
  /** What README's table says in place of the help, where it has more to tell. */
  readonly manual?: string;
  /** What is meant where it is not given, if commander is not to fill that in: that nobody gave it matters then. */
  readonly usual?: string | number;
  /** The command that runs a failed test again repeats it with its value, unless that is the usual one. */
  readonly again?: true;
  /** Why it is wrong usage with any target but the one that it belongs to. */
  readonly elsewhere?: string;
}

/** What the user said, by the names of options. */
export type Values = Readonly<Record<string, string | number | boolean | undefined>>;

/** The values that a list of options has once a command line was read, with the types that their declarations imply. */
export type OptionsOf<List extends readonly Declared[]> = List extends readonly [
  { readonly option: TypedOption<infer Usage, infer Preset, infer Default, infer Parsed, infer Mandatory, infer Choices> },
  ...infer Rest extends readonly Declared[],
]
  ? Readonly<InferOptions<object, Usage, Default, Parsed, Mandatory, Preset, Choices>> & OptionsOf<Rest>
  : object;

/** Those of the options that a failed test is to be run again with, as words of a command line. */
export function flagsAgain(list: readonly Declared[], values: Values): string[] {
  return list.flatMap(({ option, again, usual = option.defaultValue as unknown }) => {
    const value = values[option.attributeName()];
    return again !== undefined && value !== undefined && value !== usual ? [`${option.long ?? ''} ${quote(String(value))}`] : [];
  });
}

/** What an option that may be given several times says in all, separated by commas. */
export function joined(names: string, before?: string): string {
  return before === undefined ? names : `${before},${names}`;
}

/** A whole number of 1 or more. @throws InvalidArgumentError for anything else */
export function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number of 1 or more.');
  return value;
}
