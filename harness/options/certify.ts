import { resolve } from 'node:path';
import { Option } from '@commander-js/extra-typings';
import type { Declared } from './option.ts';

const PRODUCT = { option: new Option('--product <name>', 'what is certified') } as const satisfies Declared;

const VERSION = { option: new Option('--version <version>', 'the version of what is certified') } as const satisfies Declared;

const ABOUT = {
  option: new Option('--about <file>', 'a YAML file with what else PRODUCT.yaml is to say'),
  manual: 'a YAML file with what else `PRODUCT.yaml` is to say ([docs](docs/certify.md))',
} as const satisfies Declared;

const PROFILE = {
  option: new Option('--profile <name>', 'which tests that is: a file of blueprint/profiles').default('core'),
  manual: 'which tests that is: a file of [blueprint/profiles](blueprint/profiles) (default: `core`)',
} as const satisfies Declared;

const FOLDER = {
  option: new Option('--results <folder>', 'where the bundle and the run’s reports go (default: here, and results/)').argParser((folder) =>
    resolve(folder),
  ),
  manual: 'where the bundle and the run’s reports go (default: here, and `results`)',
} as const satisfies Declared;

/** What may be said of a bundle. */
export const CERTIFY = [PRODUCT, VERSION, ABOUT, PROFILE, FOLDER] as const;
