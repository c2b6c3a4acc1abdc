import { CERTIFY } from './certify.ts';
import { DOCTEST } from './doctest.ts';
import { HOST } from './host.ts';
import { IMAGES, KIND, MIRROR } from './kind.ts';
import type { OptionsOf } from './option.ts';
import { OWN_IMAGES, REGISTRY } from './own-images.ts';
import { OWN } from './own.ts';
import { PROJECT } from './project.ts';
import { JSON_ONLY, LAST, QUIET, REPORTS, RUNS } from './reports.ts';
import { EXISTING, OVERLAY, STACK } from './stack.ts';
import { SUITE, TESTS } from './tests.ts';

/** What is said of bringing a stack up. */
const BRINGING_UP = [PROJECT, SUITE, ...OWN, ...OWN_IMAGES, ...KIND, ...STACK] as const;

/** What is said of getting images onto this host. */
const GETTING_IMAGES = [PROJECT, IMAGES, MIRROR, SUITE, OVERLAY] as const;

/** Which options each command takes, in the order in which its help lists them; a name of two words is a command below another. */
export const COMMANDS = {
  test: [...BRINGING_UP, ...TESTS, ...REPORTS],
  up: [...BRINGING_UP, QUIET],
  certify: [...OWN, ...OWN_IMAGES, ...KIND, ...STACK, ...CERTIFY, QUIET],
  down: [...OWN, HOST],
  suites: [PROJECT],
  status: OWN,
  doctor: [PROJECT, SUITE, ...OWN, ...OWN_IMAGES, OVERLAY, EXISTING],
  rbac: OWN,
  images: [...GETTING_IMAGES, QUIET],
  'images list': [PROJECT, SUITE, OVERLAY, REGISTRY, JSON_ONLY],
  'images push': [...GETTING_IMAGES, REGISTRY, QUIET],
  'images export': [...GETTING_IMAGES, QUIET],
  'images import': [QUIET],
  'images lock': [PROJECT, QUIET],
  'images lock-packages': [PROJECT, QUIET],
  machines: [],
  'machines up': [QUIET],
  'machines load': [...GETTING_IMAGES, QUIET],
  'machines down': [],
  report: [RUNS],
  history: [RUNS, LAST],
  doctest: DOCTEST,
} as const;

export type CommandName = keyof typeof COMMANDS;

/** What a command is given: the values of its own options, and of no other. */
export type OptionsFor<Name extends CommandName> = OptionsOf<(typeof COMMANDS)[Name]>;

/** The options of a run of tests that hold wherever it takes place; the target knows how to say its own again. */
export const ANYWHERE = [SUITE, ...TESTS, ...STACK, ...REPORTS] as const;
