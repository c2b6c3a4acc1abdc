import { connectTo } from '../../fixtures/kafka-socket.ts';
import { firstBytes } from './first-bytes.ts';
import type { KafkaDoors } from './kafka-doors.ts';
import type { Attempt } from './tried-door.ts';

/** The number by which an answer is known, and in milliseconds: a broker answers at once, or ends the connection. */
const [NUMBER, PATIENCE] = [1_234_567, 10_000];

/** Asks for metadata of no topics (Apache Kafka, "Kafka protocol guide": request 3, version 1), behind its length. */
function request(): Buffer {
  const client = Buffer.from('door');
  const head = Buffer.alloc(14);
  head.writeInt32BE(10 + client.length + 4, 0);
  head.writeInt16BE(3, 4);
  head.writeInt16BE(1, 6);
  head.writeInt32BE(NUMBER, 8);
  head.writeInt16BE(client.length, 12);
  return Buffer.concat([head, client, Buffer.alloc(4)]);
}

/**
 * Asks a broker who is there, as a client that has not logged in.
 * @param authority whom it trusts; it speaks plain text without one
 * @throws Error when no broker has been asked, so that none has refused
 */
export async function metadataFrom({ name, door }: KafkaDoors['broker'], authority: string | undefined): Promise<Attempt> {
  const socket = connectTo(name, door, authority, () => socket.write(request()));
  try {
    const answer = await firstBytes(socket, AbortSignal.timeout(PATIENCE));
    if (answer) return judged(answer);
    if (authority === undefined) throw new Error('whoever ended the connection did not say that it wants TLS: this is no refusal');
    return { isOpen: false, words: 'the connection was ended' };
  } finally {
    socket.destroy();
  }
}

/** Who speaks plain text to a server of TLS is sent an alert, which is no answer. */
function judged(answer: Buffer): Attempt {
  const isAnswer = answer.length >= 8 && answer.readInt32BE(4) === NUMBER;
  return {
    isOpen: isAnswer,
    words: isAnswer ? 'the names of all brokers' : `${answer.length} bytes that are no answer: ${answer.toString('hex', 0, 8)}`,
  };
}
