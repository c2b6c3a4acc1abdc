/** The shortest value that is worth hiding; anything shorter would turn up in ordinary words. */
const SHORTEST = 8;

/** Takes secret values out of texts: as they are, as Secrets hold them (base64) and as addresses carry them. */
export class Redactor {
  private readonly values = new Set<string>();

  /** Adds values that must never be written. */
  add(values: readonly string[]): void {
    for (const value of values.filter(({ length }) => length >= SHORTEST)) {
      for (const form of [value, Buffer.from(value).toString('base64'), encodeURIComponent(value)]) this.values.add(form);
    }
  }

  /** A text with *** in place of each of them; of anything else that is made of lists and records, the same with such texts. */
  apply<T>(value: T): T {
    if (this.values.size === 0) return value;
    return this.applyTo(value) as T;
  }

  private applyTo(value: unknown): unknown {
    if (typeof value === 'string') return [...this.values].reduce((redacted, secret) => redacted.replaceAll(secret, '***'), value);
    if (Array.isArray(value)) return value.map((part) => this.applyTo(part));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.applyTo(part)]));
  }
}
