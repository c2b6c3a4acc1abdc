import { resolve } from 'node:path';
import { Option } from '@commander-js/extra-typings';
import { count, type Declared } from './option.ts';

export const OVERLAY = {
  option: new Option('--overlay <name>', 'an overlay of the blueprint (default: replicated with three nodes and more, else none)'),
  manual: 'an overlay of the [blueprint](blueprint) (default: `replicated` with three nodes and more, else none)',
  again: true,
} as const satisfies Declared;

export const EXISTING = {
  option: new Option('--existing <file>', 'systems that you have already, which are tested in place of ours').argParser((file) =>
    resolve(file),
  ),
  manual: 'systems that you have already, which are tested in place of ours ([docs](docs/existing-systems.md))',
  again: true,
} as const satisfies Declared;

const TIMEOUT = {
  option: new Option('--timeout <seconds>', 'how long each system has to become ready').argParser(count).default(300),
  manual: 'how long each system has to become ready (default: 300)',
  again: true,
} as const satisfies Declared;

export const FRESH = {
  option: new Option(
    '--fresh',
    'make a new cluster in place of the standing one, and, but for up, remove it afterwards (default when CI=true; on a cluster of your own only when asked for)',
  ),
  manual:
    'make a new cluster in place of the standing one, and, but for `up`, remove it afterwards (the default when `CI=true`; on a cluster of your own only when asked for)',
} as const satisfies Declared;

/** What may be said of the stack, wherever it stands. */
export const STACK = [OVERLAY, EXISTING, TIMEOUT, FRESH] as const;
