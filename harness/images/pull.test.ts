import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { imageNamed, readCatalogue } from './catalogue.ts';
import { pulledReference } from './pull.ts';

const DIGEST = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

test.for([
  ['docker.io/kindest/node:v1.37.0', 'docker.io/kindest/node:v1.37.0'],
  [`docker.io/kindest/node:v1.37.0@${DIGEST}`, 'localhost/touchstone/kind-node:0123456789ab'],
  [`localhost:5000/node@${DIGEST}`, 'localhost/touchstone/kind-node:0123456789ab'],
] as const)('the engine has %s as %s', ([upstream, expected]) => {
  expect(pulledReference({ ...imageNamed(readCatalogue(REPOSITORY), 'kind-node'), upstream })).toBe(expected);
});
