import { Option } from '@commander-js/extra-typings';
import { count, joined, type Declared } from './option.ts';

export const SUITE = {
  option: new Option('--suite <names>', 'the suites, separated by commas or one an option (default: all)').argParser(joined),
  manual:
    'the suites, separated by commas or one an option (default: all), and only the systems that they need; `harness` needs no cluster',
  again: true,
} as const satisfies Declared;

const GREP = {
  option: new Option('--grep <pattern>', 'run only the tests whose full name matches this regular expression'),
  manual: 'only tests whose full name matches this regular expression, and only the systems that their files need',
  again: true,
} as const satisfies Declared;

const EDGE = {
  option: new Option('--edge <names>', 'run only the tests that cross one of these integrations, presto→minio for one').argParser(joined),
  manual: 'only tests that cross one of these integrations (`presto->minio` for one), and only the systems that their files need',
} as const satisfies Declared;

const LIST = {
  option: new Option('--list', 'say which tests that is and on which systems they would run, and run none'),
} as const satisfies Declared;

const REPEAT = {
  option: new Option('--repeat <n>', 'run the tests again and again on one stack, in changing order, to find flaky ones')
    .argParser(count)
    .default(1),
  manual: 'the tests this many times on one stack, their files in changing order; what both passes and fails is told as flaky',
  again: true,
} as const satisfies Declared;

const KEEP = { option: new Option('--keep', 'keep a fresh cluster after the run').default(false) } as const satisfies Declared;

const SCALE = {
  option: new Option('--scale <size>', 'size of the data that suites make: tiny (TPC-H scale factor 0.01), or 1')
    .choices(['tiny', '1'])
    .default('tiny'),
  manual: 'size of the data that suites make: `tiny` (TPC-H scale factor 0.01, the default) or `1`',
  again: true,
} as const satisfies Declared;

/** What may be said of tests, beside their suites. */
export const TESTS = [GREP, EDGE, LIST, REPEAT, KEEP, SCALE] as const;
