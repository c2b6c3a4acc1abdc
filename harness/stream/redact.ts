/** The shortest value that is worth hiding; anything shorter would turn up in ordinary words. */
const SHORTEST = 8;

/** Takes secret values out of all that is written: as they are, as Secrets hold them (base64) and as addresses carry them. */
export class Redactor {
  private readonly values = new Set<string>();

  /** Adds values that must never be written. */
  add(values: readonly string[]): void {
    for (const value of values.filter(({ length }) => length >= SHORTEST)) {
      for (const form of [value, Buffer.from(value).toString('base64'), encodeURIComponent(value)]) this.values.add(form);
    }
  }

  /** The text with *** in place of each of them. */
  apply(text: string): string {
    return [...this.values].reduce((redacted, value) => redacted.replaceAll(value, '***'), text);
  }
}
