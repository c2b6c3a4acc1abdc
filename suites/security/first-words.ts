import { connect } from 'node:net';
import { firstBytes } from './first-bytes.ts';

/** How long a server may take that has something to say, in milliseconds; one that waits says nothing. */
const PATIENCE = 20_000;

/**
 * What a server says to whoever says hello, in the letters of it that can be read.
 * @returns that it waits, where it does
 * @throws Error when it says nothing and ends the connection
 */
export async function firstWordsOf(door: { readonly host: string; readonly port: number }, hello: Buffer): Promise<string> {
  const socket = connect(door, () => socket.write(hello));
  const waits = AbortSignal.timeout(PATIENCE);
  try {
    const answer = await firstBytes(socket, waits);
    if (!answer) throw new Error('the connection was ended without a word');
    return answer
      .toString('latin1')
      .replaceAll(/[^\x20-\x7e]+/g, ' ')
      .trim();
  } catch (error) {
    if (waits.aborted) return 'it waits for what is asked of it';
    throw error;
  } finally {
    socket.destroy();
  }
}
