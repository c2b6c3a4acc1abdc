import { run, tryRun, type CommandOptions } from '../base/command.ts';

/** Runs the engine's command line; builds use the classic builder, which every engine has. */
export function docker(args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return run('docker', args, { ...options, env: { DOCKER_BUILDKIT: '0', DOCKER_CLI_HINTS: 'false', ...options.env } });
}

/** Whether the engine has an image under this reference. */
export async function hasImage(reference: string, signal?: AbortSignal): Promise<boolean> {
  return (await tryRun('docker', ['image', 'inspect', '--format', '{{.Id}}', reference], { signal })) !== undefined;
}

/** The engine's id of an image: a digest of its content. */
export async function imageId(reference: string, signal?: AbortSignal): Promise<string> {
  return (await docker(['image', 'inspect', '--format', '{{.Id}}', reference], { signal })).trim();
}
