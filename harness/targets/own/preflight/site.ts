import type { V1Node } from '@kubernetes/client-node';
import type { Access } from '../../../cluster/access.ts';
import type { TakenNames } from '../../../install/ownership.ts';
import type { Rendered } from '../../../install/render.ts';
import type { Demand } from './demand.ts';

/** What a preflight looks at: where the stack is to go, and what it will be. */
export interface Site {
  readonly access: Access;
  /** Undefined where the user may not list them. */
  readonly nodes: readonly V1Node[] | undefined;
  readonly rendered: Rendered;
  readonly names: TakenNames;
  readonly demands: readonly Demand[];
}
