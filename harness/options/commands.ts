import { CERTIFY } from './certify.ts';
import { KIND, IMAGES } from './kind.ts';
import type { OptionsOf } from './option.ts';
import { OWN } from './own.ts';
import { PROJECT } from './project.ts';
import { QUIET, REPORTS, RUNS } from './reports.ts';
import { EXISTING, OVERLAY, STACK } from './stack.ts';
import { SUITE, TESTS } from './tests.ts';

/** What is said of bringing a stack up. */
const BRINGING_UP = [PROJECT, SUITE, ...OWN, ...KIND, ...STACK] as const;

/** Which options each command takes, in the order in which its help lists them. */
export const COMMANDS = {
  test: [...BRINGING_UP, ...TESTS, ...REPORTS],
  up: [...BRINGING_UP, QUIET],
  certify: [...OWN, ...KIND, ...STACK, ...CERTIFY, QUIET],
  down: OWN,
  suites: [PROJECT],
  status: OWN,
  doctor: [PROJECT, SUITE, ...OWN, OVERLAY, EXISTING],
  rbac: OWN,
  images: [PROJECT, IMAGES, SUITE, QUIET],
  report: [RUNS],
} as const;

export type CommandName = keyof typeof COMMANDS;

/** What a command is given: the values of its own options, and of no other. */
export type OptionsFor<Name extends CommandName> = OptionsOf<(typeof COMMANDS)[Name]>;

/** The options of a run of tests that hold wherever it takes place; the target knows how to say its own again. */
export const ANYWHERE = [SUITE, ...TESTS, ...STACK, ...REPORTS] as const;
