import { Option } from '@commander-js/extra-typings';
import { count, type Declared } from './option.ts';

/** What is said of running a document's commands. */
export const DOCTEST = [
  {
    option: new Option('--timeout <seconds>', 'how long each block of commands may take').argParser(count).default(600),
    manual: 'how long each block of a document’s commands may take (default: 600)',
  },
] as const satisfies readonly Declared[];
