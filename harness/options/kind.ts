import { Option } from '@commander-js/extra-typings';
import { IMAGE_POLICIES } from '../images/policy.ts';
import { count, joined, type Declared } from './option.ts';

export const IMAGES = {
  option: new Option(
    '--images <way>',
    'where images come from: pull what the network gives and build the rest (auto, the default), or one way only; twin builds likenesses of the public ones',
  ).choices(IMAGE_POLICIES),
  manual:
    'where images come from: `pull` what the network gives and `build` the rest (`auto`, the default), or one way only; `twin` builds [likenesses of the public ones](docs/public-images.md#twins)',
  usual: 'auto',
  again: true,
  elsewhere: '--images says how a kind cluster gets them; the nodes of your own pull theirs',
} as const satisfies Declared;

export const MIRROR = {
  option: new Option(
    '--mirror <registry=host/prefix>',
    'a mirror that public images of a registry are pulled from, several separated by commas',
  ).argParser(joined),
  again: true,
  elsewhere:
    '--mirror says where images of a kind cluster are pulled from; the nodes of your own have mirrors in their settings, or take --registry',
} as const satisfies Declared;

export const NODES = {
  option: new Option('--nodes <n>', 'nodes of the kind cluster (default: 1)').argParser(count),
  usual: 1,
  again: true,
  elsewhere: '--nodes says how many a kind cluster gets; a cluster of your own has its own',
} as const satisfies Declared;

/** What may be said of the kind cluster. */
export const KIND = [IMAGES, MIRROR, NODES] as const;
