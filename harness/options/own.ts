import { Option } from '@commander-js/extra-typings';
import { NAMESPACE } from '../cluster/place.ts';
import type { Declared } from './option.ts';

const KUBECONFIG = {
  option: new Option('--kubeconfig <file>', 'work on a cluster of your own, which this file leads to, instead of a kind cluster'),
  manual: 'work on a cluster of your own ([docs](docs/own-cluster.md)), which this file, or several as in `KUBECONFIG`, leads to',
  again: true,
} as const satisfies Declared;

const CONTEXT = {
  option: new Option(
    '--context <name>',
    'the context in that file, or in those where kubectl looks (default: the current one of the file)',
  ),
  again: true,
} as const satisfies Declared;

const NAMESPACE_THERE = {
  option: new Option('--namespace <name>', `where the stack is installed there (default: the context’s own, else ${NAMESPACE})`),
  again: true,
  elsewhere: '--namespace says where on a cluster of your own; name its --kubeconfig or --context too',
} as const satisfies Declared;

/** What may be said of a cluster of the user's own. */
export const OWN = [KUBECONFIG, CONTEXT, NAMESPACE_THERE] as const;
