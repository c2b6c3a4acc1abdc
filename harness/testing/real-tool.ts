import type { TestContext } from 'vitest';
import { findTool, type ToolName } from '../host/tools.ts';

/** Where the real kubectl, Helm or kind of this host is. Skips the test where a fresh checkout has none yet: `touchstone up` gets them. */
export async function realTool(name: ToolName, { skip }: Pick<TestContext, 'skip'>): Promise<string> {
  const path = await findTool(name, new AbortController().signal);
  return path ?? skip(`this host has no ${name} yet`);
}
