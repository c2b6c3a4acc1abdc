import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';

/** What a test found at a door: a way by which an attacker would come in. */
export const doorSchema = z.object({
  threat: z.string().describe('The threat of blueprint/threats.yaml that comes by it'),
  status: z
    .enum(['closed', 'open', 'not enforceable here'])
    .describe('`not enforceable here`: what would close it does nothing on this target, as was probed'),
  words: z.string().describe('What the attacker was told, or what the probe found'),
});

/** How one door was found. */
export type Door = Frozen<z.infer<typeof doorSchema>>;
