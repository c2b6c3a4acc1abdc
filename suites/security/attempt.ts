import type { Attempt } from './tried-door.ts';

/**
 * What came of trying a door that a server answers at.
 * @param no how that server refuses somebody
 * @param act returns what was had
 * @throws Error when something else went wrong: who was not refused has not been at the door, which then is not known to be closed
 */
export async function attempt(no: RegExp, act: () => Promise<string>): Promise<Attempt> {
  try {
    return { isOpen: true, words: await act() };
  } catch (error) {
    const words = wordsOf(error as Error);
    if (!no.test(words)) throw new Error(`this is no refusal: ${words}`, { cause: error });
    return { isOpen: false, words };
  }
}

/** Whoever is refused by TLS is told so by an error, whose cause has the words; by HTTP, by a page. */
function wordsOf({ message, cause }: Error): string {
  return cause instanceof Error ? cause.message : (/<title>(.*)<\/title>/.exec(message)?.[1] ?? message);
}
