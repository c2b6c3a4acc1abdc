import { Reporters } from '../reporters.ts';
import { Stream } from '../stream/stream.ts';

/** Does work that tells a stream, and shows what it tells unless progress is not wanted. */
export async function withProgress<T>(quiet: boolean | undefined, work: (stream: Stream) => Promise<T>): Promise<T> {
  const stream = new Stream();
  const reporters = await Reporters.load(quiet === true ? [] : ['progress'], stream);
  try {
    return await work(stream);
  } finally {
    reporters.stop();
  }
}
