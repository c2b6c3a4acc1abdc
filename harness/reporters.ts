import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { basename, extname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError, messageOf } from './base/failure.ts';
import { checkKnown } from './base/known-name.ts';
import type { Results } from './model/results.ts';
import { REPORTERS, reporterNames, type Reporter } from './stream/reporter.ts';
import type { Stream } from './stream/stream.ts';

/** The reporters of a run, which hear its stream and write what is their own. What one of them throws is said, and ends nothing. */
export class Reporters {
  private constructor(private readonly reporters: ReadonlyMap<string, Reporter>) {}

  /**
   * Loads reporters, and has them hear the stream.
   * @param names of files in harness/reporters, or paths of others' that export one
   * @throws UsageError for a name that there is none of, and a file that is none
   */
  static async load(names: readonly string[], stream: Stream): Promise<Reporters> {
    const loaded = await Promise.all(names.map(async (name) => [name, await loadReporter(name)] as const));
    const reporters = new Reporters(new Map(loaded));
    stream.listen((event) => reporters.each((reporter) => reporter.on?.(event)));
    return reporters;
  }

  /** Gives them the results. @param folder gets their files, and `latest` beside it points there */
  async end(results: Results, folder: string): Promise<void> {
    this.stop();
    try {
      await mkdir(folder, { recursive: true });
    } catch (error) {
      say(`there are no reports: ${messageOf(error)}`);
    }
    for (const [name, reporter] of this.reporters) {
      try {
        await reporter.end?.(results, folder);
      } catch (error) {
        say(`the reporter ${name} failed: ${messageOf(error)}`);
      }
    }
    await pointTo(folder).catch((error: unknown) => say(`${folder} is not called the latest: ${messageOf(error)}`));
  }

  /** Nothing more will be told them. */
  stop(): void {
    this.each((reporter) => reporter.stop?.());
  }

  private each(work: (reporter: Reporter) => void): void {
    for (const [name, reporter] of this.reporters) {
      try {
        work(reporter);
      } catch (error) {
        say(`the reporter ${name} failed: ${messageOf(error)}`);
      }
    }
  }
}

async function loadReporter(name: string): Promise<Reporter> {
  const isPath = isAbsolute(name) || name.startsWith('.') || extname(name) !== '';
  if (!isPath) checkKnown('reporter', name, reporterNames());
  const path = isPath ? resolve(name) : join(REPORTERS, `${name}.ts`);
  if (!existsSync(path)) throw new UsageError(`there is no reporter at ${path}`);
  const { reporter } = (await import(pathToFileURL(path).href)) as { readonly reporter?: () => Reporter };
  if (typeof reporter !== 'function') throw new UsageError(`${path} exports no function called reporter`);
  return reporter();
}

async function pointTo(folder: string): Promise<void> {
  const latest = join(folder, '..', 'latest');
  await rm(`${latest}.new`, { force: true });
  await symlink(basename(folder), `${latest}.new`);
  await rename(`${latest}.new`, latest);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
