import { CommandError, run, tryRun } from '../base/command.ts';
import type { EngineTrouble } from '../model/engine-trouble.ts';
import { readEngineInfo, type EngineFacts } from './engine-facts.ts';
import { troubleIn, troubleWith } from './engine-trouble.ts';

/** How long an engine has to answer, in milliseconds. */
const PATIENCE = 10_000;

/** What was found out about the engine: that it runs, that something is the matter with it, or both. */
export interface EngineAnswer {
  readonly facts?: EngineFacts | undefined;
  readonly trouble?: EngineTrouble | undefined;
}

/** Asks the engine that Docker's command line leads to. Starts nothing and changes nothing. @param docker the command line */
export async function askEngine(signal: AbortSignal, docker = 'docker'): Promise<EngineAnswer> {
  const [client, place] = await Promise.all([
    tryRun(docker, ['--version'], { signal }),
    tryRun(docker, ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'], { signal }),
  ]);
  if (client === undefined) return { trouble: { problem: 'no command line', said: `${docker} is not there` } };
  if (/podman/i.test(client)) return { trouble: { problem: 'Podman', said: client.trim() } };
  try {
    const printed = await run(docker, ['info', '--format', '{{json .}}'], { signal, timeout: PATIENCE });
    const facts = readEngineInfo(printed);
    if (facts === undefined) return { trouble: { problem: 'something else', said: 'docker info says nothing of an engine' } };
    return { facts, trouble: troubleWith(facts, place?.trim() ?? '') };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // An engine that does not answer leaves standard output to an empty answer.
    const words = error.output.filter((line) => line.trim() !== '' && !line.startsWith('{'));
    return { trouble: troubleIn(words.join(' ') || error.ending) };
  }
}
