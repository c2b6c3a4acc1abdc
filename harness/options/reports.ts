import { join, resolve } from 'node:path';
import { Option } from '@commander-js/extra-typings';
import { ROOT } from '../base/paths.ts';
import { reporterNames } from '../stream/reporter.ts';
import { count, joined, type Declared } from './option.ts';

const FOLDER = join(ROOT, 'results');

const RESULTS = {
  option: new Option('--results <folder>', 'where each run writes a folder of reports')
    .default(FOLDER)
    .argParser((folder) => resolve(folder)),
  manual: 'where each run writes a folder of reports (default: `results`)',
} as const satisfies Declared;

const REPORTER = {
  option: new Option(
    '--reporter <names>',
    `who reports, in place of the usual: ${reporterNames().join(', ')}, or the path of a file that exports a reporter`,
  ).argParser(joined),
  manual: `who reports, in place of the usual: ${reporterNames()
    .map((name) => `\`${name}\``)
    .join(', ')} (files of \`harness/reporters\`), or the path of a file that exports a reporter`,
} as const satisfies Declared;

export const JSON_ONLY = {
  option: new Option('--json', 'write the results as JSON to standard output, and nothing else'),
} as const satisfies Declared;

export const QUIET = { option: new Option('--quiet', 'show no progress') } as const satisfies Declared;

/** What may be said of a run's reports. */
export const REPORTS = [RESULTS, REPORTER, JSON_ONLY, QUIET] as const;

/** Where past runs are found. */
export const RUNS = {
  option: new Option('--results <folder>', 'where the runs are').default(FOLDER),
  manual: 'where the runs are (default: `results`)',
} as const satisfies Declared;

/** How far back they are looked at. */
export const LAST = {
  option: new Option('--last <n>', 'how many runs').argParser(count).default(20),
  manual: 'how many runs (default: 20)',
} as const satisfies Declared;
