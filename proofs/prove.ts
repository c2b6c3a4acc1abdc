import { Command } from 'commander';
import { loadFaults } from './load-faults.ts';
import type { Outcome } from './page.ts';
import { proveRounds } from './prove-round.ts';

const { only } = new Command().option('--only <pattern>', 'only faults whose words match').parse().opts<{ only?: string }>();
// A Ctrl-C ends the run that is under way; the copy is removed then.
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort(new Error('interrupted')));
const rounds = await loadFaults();
const all = rounds.flatMap(({ faults }) => faults);
const chosen = new RegExp(only ?? '');
const chosenRounds = rounds
  .filter(({ onNfs }) => !onNfs) // npm run prove:nfs
  .map(({ faults, flags }) => ({ faults: faults.filter(({ what, file }) => chosen.test(`${file}: ${what}`)), flags }))
  .filter(({ faults }) => faults.length > 0);
if (chosenRounds.length === 0) throw new Error(`no fault's words match --only "${only ?? ''}"`);
const outcomes = await proveRounds(chosenRounds, all, interruption.signal);
process.stdout.write(`${those('seen').length} faults seen, ${those('missed').length} missed, ${those('not tried').length} not tried\n`);
if (those('seen').length < outcomes.length) process.exitCode = 1;

function those(became: Outcome['became']): Outcome[] {
  return outcomes.filter((outcome) => outcome.became === became);
}
