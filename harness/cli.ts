import { setMaxListeners } from 'node:events';
import { join, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { EXIT, Interrupted, UsageError, asGroundFailure, failureText } from './base/failure.ts';
import { IMAGE_POLICIES } from './images/policy.ts';
import type { RawOptions } from './options.ts';
import { ROOT } from './base/paths.ts';
import { NAMESPACE } from './cluster/place.ts';
import { TIMEOUT } from './runner/reproduce.ts';
import { reporterNames } from './reporters.ts';

const OWN_CLUSTER = [
  new Option('--kubeconfig <file>', 'work on a cluster of your own, which this file leads to, instead of a kind cluster'),
  new Option('--context <name>', 'the context in that file, or in those where kubectl looks (default: the current one of the file)'),
  new Option('--namespace <name>', `where the stack is installed there (default: the context’s own, else ${NAMESPACE})`),
];
const SUITES = new Option('--suite <names>', 'the suites, separated by commas or one an option (default: all)').argParser(joined);
const IMAGES = new Option(
  '--images <way>',
  'where images come from: pull what the network gives and build the rest (auto, the default), or one way only',
).choices(IMAGE_POLICIES);
const JSON_ONLY = new Option('--json', 'write the results as JSON to standard output, and nothing else');
const QUIET = new Option('--quiet', 'show no progress');
const GROUND = [
  SUITES,
  ...OWN_CLUSTER,
  IMAGES,
  new Option('--nodes <n>', 'nodes of the kind cluster (default: 1)').argParser(count),
  new Option('--overlay <name>', 'an overlay of the blueprint (default: replicated with three nodes and more, else none)'),
  new Option('--timeout <seconds>', 'how long each system has to become ready').argParser(count).default(TIMEOUT / 1000),
  new Option(
    '--fresh',
    'make a new cluster in place of the standing one, and remove it afterwards (default when CI=true; on a cluster of your own only when asked for)',
  ),
];

/** A command is loaded when it is chosen: the libraries of all of them take longer than a word about wrong usage should. */
function commandLine(signal: AbortSignal): Command {
  const program = new Command('touchstone')
    .description('Does the blueprint work? Installs the stack, sends real data through it, and says which integrations hold.')
    .exitOverride();
  const command = (
    name: string,
    description: string,
    options: readonly Option[],
    load: () => Promise<(options: RawOptions, signal: AbortSignal) => Promise<number>>,
  ): Command => {
    const made = program.command(name).description(description).exitOverride().showSuggestionAfterError();
    options.forEach((option) => made.addOption(option));
    return made.action(async (given: RawOptions) => {
      const action = await load();
      process.exitCode = await action(given, signal);
    });
  };
  command(
    'test',
    'bring the stack up and run suites',
    [
      ...GROUND,
      new Option('--grep <pattern>', 'run only the tests whose full name matches this regular expression'),
      new Option('--edge <names>', 'run only the tests that cross one of these integrations, presto→minio for one').argParser(joined),
      new Option('--list', 'say which tests that is and on which systems they would run, and run none'),
      new Option('--repeat <n>', 'run the tests again and again on one stack, in changing order, to find flaky ones')
        .argParser(count)
        .default(1),
      new Option('--keep', 'keep a fresh cluster after the run').default(false),
      new Option('--scale <size>', 'size of the data that suites make: tiny, or a TPC-H scale factor')
        .choices(['tiny', '1'])
        .default('tiny'),
      new Option('--results <folder>', 'where each run writes a folder of reports')
        .default(join(ROOT, 'results'))
        .argParser((folder) => resolve(folder)),
      new Option(
        '--reporter <names>',
        `who reports, in place of the usual: ${reporterNames().join(', ')}, or the path of a file that exports a reporter`,
      ).argParser(joined),
      JSON_ONLY,
      QUIET,
    ],
    async () => (await import('./commands/test.ts')).testSuites,
  );
  command(
    'up',
    'bring up what the suites need, and run no test',
    [...GROUND, QUIET],
    async () => (await import('./commands/up.ts')).bringUp,
  );
  command(
    'down',
    'remove the cluster, or what the harness put on a cluster of your own',
    OWN_CLUSTER,
    async () => (await import('./commands/down.ts')).bringDown,
  );
  command('suites', 'list the suites, and the systems that each needs', [], async () => (await import('./commands/suites.ts')).printSuites);
  command('status', 'say what stands', OWN_CLUSTER, async () => (await import('./commands/status.ts')).printStatus);
  command(
    'doctor',
    'say what this host has, or a cluster of your own, what it lacks, and what to do about it',
    [SUITES, ...OWN_CLUSTER],
    async () => (await import('./commands/doctor.ts')).printDoctor,
  );
  command(
    'rbac',
    'print the account that a run needs on a cluster of your own, and no more, for kubectl apply',
    OWN_CLUSTER,
    async () => (await import('./commands/rbac.ts')).printRights,
  );
  command(
    'images',
    'pull or build every image, and say which was which',
    [IMAGES, SUITES, QUIET],
    async () => (await import('./commands/images.ts')).fetchImages,
  );
  program
    .command('report [run]')
    .description('print the verdict of a run again (default: the newest)')
    .addOption(new Option('--results <folder>', 'where the runs are').default(join(ROOT, 'results')))
    .exitOverride()
    .action(async (run: string | undefined, { results }: { results: string }) => {
      const { printReport } = await import('./commands/report.ts');
      process.exitCode = await printReport(results, run ?? 'latest');
    });
  return program;
}

/** What an option that may be given several times says in all, separated by commas. */
function joined(names: string, before?: string): string {
  return before === undefined ? names : `${before},${names}`;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number of 1 or more.');
  return value;
}

/** Aborts on the first Ctrl-C or SIGTERM, so that the run ends in order; a second one ends it at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // every command listens; Node.js warns of ten
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted);
      process.stderr.write('\nstopping (once more to stop at once) …\n');
      controller.abort(new Interrupted(name));
    });
  }
  return controller.signal;
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.passed : EXIT.usage; // commander has said it
  if (error instanceof UsageError) {
    process.stderr.write(`error: ${error.message}\n`);
    return EXIT.usage;
  }
  if (error instanceof Interrupted) return EXIT.interrupted;
  process.stderr.write(failureText(asGroundFailure(error)));
  return EXIT.ground;
}

try {
  await commandLine(stopSignal()).parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
process.exit(); // connections that libraries keep open must not hold up the end
