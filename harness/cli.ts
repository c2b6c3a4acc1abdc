import { setMaxListeners } from 'node:events';
import { Command, CommanderError } from 'commander';
import { EXIT, Interrupted, UsageError, asGroundFailure, failureText } from './base/failure.ts';
import { COMMANDS, type CommandName, type OptionsFor } from './options/commands.ts';

type Action<Name extends CommandName> = (options: OptionsFor<Name>, signal: AbortSignal, args: readonly string[]) => Promise<number>;

/** A command is loaded when it is chosen: the libraries of all of them take longer than a word about wrong usage should. */
function commandLine(signal: AbortSignal): Command {
  const program = new Command('touchstone')
    .description('Does the blueprint work? Installs the stack, sends real data through it, and says which integrations hold.')
    .exitOverride()
    .enablePositionalOptions(); // `images` and the commands below it have options of the same names
  const command = <Name extends CommandName>(name: Name, description: string, load: () => Promise<Action<Name>>): Command => {
    const [own = name, ...parents] = name.split(' ').reverse();
    const above = program.commands.find((one) => parents.includes(one.name())) ?? program;
    const made = above.command(own).description(description).exitOverride().showSuggestionAfterError().enablePositionalOptions();
    COMMANDS[name].forEach(({ option }) => made.addOption(option));
    return made.action(async () => {
      const action = await load();
      process.exitCode = await action(made.opts<OptionsFor<Name>>(), signal, made.args);
    });
  };
  command('test', 'bring the stack up and run suites', async () => (await import('./commands/test.ts')).testSuites);
  command('up', 'bring up what the suites need, and run no test', async () => (await import('./commands/up.ts')).bringUp);
  command(
    'down',
    'remove the cluster, or what the harness put on a cluster of your own',
    async () => (await import('./commands/down.ts')).bringDown,
  );
  command(
    'certify',
    'run a profile without any choice, and write a bundle that shows how it went',
    async () => (await import('./commands/certify.ts')).certify,
  )
    .command('check <file>')
    .description('say whether a bundle is whole and certifies its profile, offline')
    .exitOverride()
    .action(async (file: string) => {
      const { checkCertificate } = await import('./commands/certify-check.ts');
      process.exitCode = await checkCertificate(file);
    });
  command('suites', 'list the suites, and the systems that each needs', async () => (await import('./commands/suites.ts')).printSuites);
  command('status', 'say what stands', async () => (await import('./commands/status.ts')).printStatus);
  command(
    'doctor',
    'say what this host has, or a cluster of your own, what it lacks, and what to do about it',
    async () => (await import('./commands/doctor.ts')).printDoctor,
  );
  command('images', 'pull or build every image, and say which was which', async () => (await import('./commands/images.ts')).fetchImages);
  command(
    'images list',
    'say which images there are, with digests and sizes, and fetch none',
    async () => (await import('./commands/images-list.ts')).printImages,
  );
  command(
    'images push',
    'put images into a registry of your own: those named, else all that the suites need',
    async () => (await import('./commands/images-push.ts')).pushImages,
  ).argument('[names...]');
  command(
    'images export',
    'write the images and the tools into one file, for a host without a network',
    async () => (await import('./commands/images-archive.ts')).exportImages,
  ).argument('<file>');
  command(
    'images import',
    'check such a file, and take its images and tools',
    async () => (await import('./commands/images-archive.ts')).importImages,
  ).argument('<file>');
  command(
    'images lock',
    'pin every public image to what its tag leads to now, where its registry answers',
    async () => (await import('./commands/images-lock.ts')).lockImages,
  );
  command(
    'images lock-packages',
    'write anew what images may fetch as they are built: those named, else all that have a lock',
    async () => (await import('./commands/images-lock-packages.ts')).lockPackages,
  ).argument('[names...]');
  command(
    'machines',
    'say which machines stand to try the installer on, and how to get onto each',
    async () => (await import('./commands/machines.ts')).printMachines,
  );
  command(
    'machines up',
    'make such machines in place of those that stand: bare Debian, with kernels of their own (default: 3)',
    async () => (await import('./commands/machines-up.ts')).bringMachinesUp,
  ).argument('[number]');
  command(
    'machines load',
    'put the images that the suites need onto the machines that are workers',
    async () => (await import('./commands/machines-load.ts')).loadMachines,
  );
  command('machines down', 'remove them, with their network', async () => (await import('./commands/machines-down.ts')).bringMachinesDown);
  command(
    'rbac',
    'print the account that a run needs on a cluster of your own, and no more, for kubectl apply',
    async () => (await import('./commands/rbac.ts')).printRights,
  );
  command(
    'report',
    'print the verdict of a run again (default: the newest)',
    async () => (await import('./commands/report.ts')).printReport,
  ).argument('[run]');
  command(
    'history',
    'say what became of each edge, test and system in the newest runs',
    async () => (await import('./commands/history.ts')).printHistory,
  );
  command(
    'doctest',
    'run the commands of a Markdown document, and compare their outputs with those that it shows',
    async () => (await import('./commands/doctest.ts')).testDocument,
  ).argument('<document>');
  return program;
}

/** Aborts on the first Ctrl-C, SIGTERM or closed terminal, so that the run ends in order; a second one ends it at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  setMaxListeners(Infinity, controller.signal); // every command listens; Node.js warns of ten
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
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

// A terminal that was closed takes no words, and so do programs that have read enough.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
// Node.js would end with 1, which says that a test failed.
process.on('uncaughtException', (error) => process.exit(report(error)));
try {
  await commandLine(stopSignal()).parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
await new Promise((written) => process.stdout.write('', written)); // to a pipe it may still be on its way
process.exit(); // connections that libraries keep open must not hold up the end
