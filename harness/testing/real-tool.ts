import type { TestContext } from 'vitest';
import type { ToolName } from '../host/tools.ts';
import { toolsThere } from './tools.ts';

/** Where the real kubectl, Helm or kind is. Skips the test where it cannot be had without building an image first: `touchstone up` does. */
export async function realTool(name: ToolName, { skip }: Pick<TestContext, 'skip'>): Promise<string> {
  const tools = await toolsThere(new AbortController().signal);
  return tools?.[name] ?? skip(`${name} cannot be had without building an image first`);
}
