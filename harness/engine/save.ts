import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { GroundFailure } from '../base/failure.ts';

/** Images of the engine, on their way out of it. */
export interface SavedImages {
  /** The archive that any engine loads, layers that images share only once in it. */
  readonly archive: Readable;
  /** @throws GroundFailure with the engine's words when it did not give all */
  readonly whole: () => Promise<void>;
}

/** Has the engine give images. The signal ends it. */
export function saveImages(references: readonly string[], signal: AbortSignal): SavedImages {
  const saving = spawn('docker', ['save', ...references], { stdio: ['ignore', 'pipe', 'pipe'], detached: true, signal });
  const words: string[] = [];
  saving.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()));
  const ended = once(saving, 'close') as Promise<[number | null]>;
  ended.catch(() => undefined); // whoever wants to know asks
  return {
    archive: saving.stdout,
    whole: async () => {
      const [code] = await ended;
      if (code !== 0)
        throw new GroundFailure(
          `the engine did not give all images: exit code ${code ?? '?'}`,
          'Is it still there? See its words below.',
          words.join('').trimEnd().split('\n').slice(-4),
        );
    },
  };
}
