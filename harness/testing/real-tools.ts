import type { TestContext } from 'vitest';
import type { Tools } from '../host/tools.ts';
import { toolsThere } from './tools.ts';

/** The real kubectl, Helm and kind. Skips the test where they cannot be had without building an image first: `touchstone up` does. */
export async function realTools({ skip }: Pick<TestContext, 'skip'>): Promise<Tools> {
  return (await toolsThere(new AbortController().signal)) ?? skip('kubectl, Helm and kind cannot be had without building an image first');
}
