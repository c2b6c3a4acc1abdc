import { Option } from '@commander-js/extra-typings';
import type { Declared } from './option.ts';

export const HOST = {
  option: new Option('--host', 'also take what a run has put there out of the settings of this host’s engine'),
} as const satisfies Declared;
