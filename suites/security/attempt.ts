import type { Attempt } from './tried-door.ts';

/** What came of trying a door. Whoever is refused by TLS is told so by an error, whose cause has the words; by HTTP, by a page. */
export async function attempt(act: () => Promise<Attempt>): Promise<Attempt> {
  try {
    return await act();
  } catch (error) {
    const { message, cause } = error as Error;
    return { isOpen: false, words: cause instanceof Error ? cause.message : (/<title>(.*)<\/title>/.exec(message)?.[1] ?? message) };
  }
}
