import { join } from 'node:path';
import { ROOT } from '../base/paths.ts';
import { readYaml } from '../base/yaml-file.ts';
import type { Stack } from '../model/stack.ts';
import { withEnds } from './ends.ts';
import { threatsSchema, type Threats } from './schema.ts';

/** The threat model of the stack: what blueprint/threats.yaml says of its connections, and of whatever else speaks. @throws UsageError when it is not as it should be */
export function readThreats(stack: Stack): Threats {
  return withEnds(readYaml(join(ROOT, 'blueprint', 'threats.yaml'), threatsSchema), stack);
}
