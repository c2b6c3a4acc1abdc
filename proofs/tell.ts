/** Passes on what a command says while it works. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
