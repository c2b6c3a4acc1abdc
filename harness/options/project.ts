import { resolve } from 'node:path';
import { Option } from '@commander-js/extra-typings';
import type { Declared } from './option.ts';

/** Said again by the project itself (projectFlags), which no option knows. */
export const PROJECT = {
  option: new Option('--project <folder>', 'suites, systems and images of your own, beside those of this repository').argParser((folder) =>
    resolve(folder),
  ),
  manual: 'suites, systems and images of your own ([docs](docs/extend.md)), beside those of this repository',
} as const satisfies Declared;
