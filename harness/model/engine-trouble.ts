import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';

export const engineTroubleSchema = z.object({
  problem: z.literal([
    'no command line',
    'not running',
    'not permitted',
    'out of reach',
    'silent',
    'no such context',
    'on another machine',
    'Podman',
    'rootless without limits',
    'something else',
  ]),
  said: z.string().describe('In its own words, or of where it is'),
});

/** What is the matter with the engine. */
export type EngineTrouble = Frozen<z.infer<typeof engineTroubleSchema>>;

/** Why the engine of this host cannot be used, told apart by what it or its command line says. */
export type EngineProblem = EngineTrouble['problem'];
