import { writtenForms } from './written-forms.ts';

/** The shortest value that is worth hiding; anything shorter would turn up in ordinary words. */
const SHORTEST = 8;

/**
 * Tokens that are known by their form, because a login program gave them to kubectl alone: JSON Web Tokens, those of Amazon, Google and OpenShift, and what such
 * a program itself calls a token.
 */
const TOKENS = /\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]+|\bk8s-aws-v1\.[\w-]+|\bya29\.[\w.-]+|\bsha256~[\w-]{20,}|(?<="token": ?")[^"]+/g;

/** Takes secret values out of texts, in each form that they may be written in. */
export class Redactor {
  /** What is looked for, the longest first: one value may be a part of another, of which the rest would be left. */
  private forms: readonly string[] = [];

  /** Adds values that must never be written. */
  add(values: readonly string[]): void {
    const added = values.filter(({ length }) => length >= SHORTEST).flatMap((value) => Object.values(writtenForms(value)).flat());
    this.forms = [...new Set([...this.forms, ...added])].toSorted((one, other) => other.length - one.length);
  }

  /** A text with *** in place of each of them; of anything else that is made of lists and records, the same with such texts. */
  apply<T>(value: T): T {
    return this.applyTo(value) as T;
  }

  private applyTo(value: unknown): unknown {
    if (typeof value === 'string')
      return this.forms.reduce((redacted, form) => redacted.replaceAll(form, '***'), value).replace(TOKENS, '***');
    if (Array.isArray(value)) return value.map((part) => this.applyTo(part));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.applyTo(part)]));
  }
}
