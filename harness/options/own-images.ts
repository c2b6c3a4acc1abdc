import { Option } from '@commander-js/extra-typings';
import { registryNamed } from '../images/in-registry.ts';
import { PULL_POLICIES } from '../images/policy.ts';
import { joined, type Declared } from './option.ts';

export const REGISTRY = {
  option: new Option(
    '--registry <host/prefix>',
    'a registry of your own: images are pushed there, and the nodes of a --kubeconfig pull them',
  ).argParser(registryNamed),
  manual: 'a registry of your own ([docs](docs/own-cluster.md)): images are pushed there, and the nodes of a `--kubeconfig` pull them',
  again: true,
  elsewhere: '--registry says where the nodes of a --kubeconfig get images from; a kind cluster is given them',
} as const satisfies Declared;

const IMAGE = {
  option: new Option(
    '--image <name=reference>',
    'the image that those nodes get in place of one of ours, several separated by commas',
  ).argParser(joined),
  again: true,
  elsewhere: '--image says what the nodes of a --kubeconfig get in place of an image; a kind cluster is given those of images.yaml',
} as const satisfies Declared;

const PULL_SECRET = {
  option: new Option('--pull-secret <name>', 'a Secret of the namespace by which they log in to the registry').argParser(joined),
  again: true,
  elsewhere: '--pull-secret says how the nodes of a --kubeconfig log in to a registry; a kind cluster is given its images',
} as const satisfies Declared;

const PULL_POLICY = {
  option: new Option('--pull-policy <when>', 'when they pull (default: what they lack)').choices(PULL_POLICIES),
  manual: `when they pull: ${PULL_POLICIES.map((policy) => `\`${policy}\``).join(', ')} (default: what they lack)`,
  again: true,
  elsewhere: '--pull-policy says when the nodes of a --kubeconfig pull; a kind cluster is given its images',
} as const satisfies Declared;

/** What may be said of how the nodes of a cluster of the user's own get images. */
export const OWN_IMAGES = [REGISTRY, IMAGE, PULL_SECRET, PULL_POLICY] as const;
