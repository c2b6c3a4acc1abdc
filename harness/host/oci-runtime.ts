import { existsSync, readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, tryRun } from '../base/command.ts';
import { GroundFailure } from '../base/failure.ts';
import { quote } from '../base/quote.ts';

// The OCI runtime of oci-runtime.mjs in the engine's settings: put there where the host lacks what the engine asks for, and taken away again.

/** What the engine calls it. */
export const RUNTIME = 'touchstone';
/** The engine's own. */
const STOCK = 'runc';
/** Outside of the repository, because containers of the engine outlive a checkout. */
const FOLDER = '/usr/local/lib/touchstone';
const PROGRAM = join(FOLDER, 'oci-runtime');
const SETTINGS = '/etc/docker/daemon.json';
const RELOAD = 'systemctl reload docker 2>/dev/null || kill -HUP "$(cat /var/run/docker.pid)"';
/** How long an engine may take to read its settings, in milliseconds. */
const PATIENCE = 20_000;

/** What an engine is told by its file (Docker, "daemon.json"). */
type Settings = Readonly<Record<string, unknown>>;

/** Writes the OCI runtime and names it in the engine's settings, beside what stands there. @throws GroundFailure where somebody has chosen another runtime there */
export async function registerRuntime(): Promise<void> {
  const settings = withRuntime(standingSettings(), PROGRAM);
  await mkdir(FOLDER, { recursive: true });
  await copyFile(join(import.meta.dirname, 'oci-runtime.mjs'), `${PROGRAM}.mjs`);
  await writeFile(PROGRAM, launcher(process.execPath, `${PROGRAM}.mjs`));
  await chmod(PROGRAM, 0o755);
  await writeSettings(settings);
}

/**
 * Takes it out of the engine's settings: containers that are made from then on have the engine's own. It stays known, and its files stay, while there are
 * containers that were made with it, which could not be started without. @returns what was done, in a sentence @throws GroundFailure where the engine does not answer
 */
export async function takeRuntimeAway(signal: AbortSignal): Promise<string> {
  const settings = standingSettings();
  if (!isThere(settings)) return 'the engine’s settings have no OCI runtime of Touchstone';
  const users = await madeWithIt(signal);
  const left = withoutRuntime(settings, users.length > 0);
  // A running engine that reads its settings again takes up what they say, and keeps what they no longer speak of.
  await writeSettings({ 'default-runtime': STOCK, runtimes: {}, ...left });
  await reload(signal);
  await writeSettings(left);
  if (users.length > 0)
    return `the OCI runtime of Touchstone is no longer the engine’s default; it stays for containers that were made with it: ${users.join(', ')}`;
  await rm(FOLDER, { recursive: true, force: true });
  return 'the OCI runtime of Touchstone is taken out of the engine’s settings';
}

/** What starts the runtime: by the Node.js that it was written by, else by any, and without one as if it were not there. */
export function launcher(node: string, program: string): string {
  return `#!/bin/sh
node=${quote(node)}
[ -x "$node" ] || node=$(command -v node) || exec runc "$@"
exec "$node" ${quote(program)} "$@"
`;
}

/** An engine's settings with the OCI runtime as its default one. @throws GroundFailure where that is another already */
export function withRuntime(settings: Settings, program: string): Settings {
  const chosen = settings['default-runtime'] ?? RUNTIME;
  if (chosen !== RUNTIME)
    throw new GroundFailure(
      `this host lacks CAP_SYS_RESOURCE, and its engine's settings name another default runtime than the one that does without: ${JSON.stringify(chosen)}`,
      `Nothing was changed. Take default-runtime out of ${SETTINGS}, or run on another host.`,
    );
  const runtimes = { ...(settings.runtimes as object | undefined), [RUNTIME]: { path: program } };
  return { ...settings, runtimes, 'default-runtime': RUNTIME };
}

/** The settings as they were before withRuntime. @param known whether the engine is to know it all the same */
export function withoutRuntime(settings: Settings, known: boolean): Settings {
  const { 'default-runtime': chosen, runtimes, ...others } = settings;
  const { [RUNTIME]: ours, ...theirs } = (runtimes ?? {}) as Readonly<Record<string, unknown>>;
  const left = known ? { ...theirs, [RUNTIME]: ours } : theirs;
  return {
    ...others,
    ...(Object.keys(left).length > 0 ? { runtimes: left } : {}),
    ...(chosen === undefined || chosen === RUNTIME ? {} : { 'default-runtime': chosen }),
  };
}

function isThere({ 'default-runtime': chosen, runtimes }: Settings): boolean {
  return chosen === RUNTIME || RUNTIME in ((runtimes ?? {}) as Readonly<Record<string, unknown>>);
}

function standingSettings(): Settings {
  return existsSync(SETTINGS) ? (JSON.parse(readFileSync(SETTINGS, 'utf8')) as Settings) : {};
}

/** Settings that say nothing are no file. */
async function writeSettings(settings: Settings): Promise<void> {
  if (Object.keys(settings).length === 0) return rm(SETTINGS, { force: true });
  await mkdir('/etc/docker', { recursive: true });
  await writeFile(`${SETTINGS}.part`, JSON.stringify(settings, undefined, 2));
  await rename(`${SETTINGS}.part`, SETTINGS);
}

/** The names of containers that the engine would start with it. */
async function madeWithIt(signal: AbortSignal): Promise<string[]> {
  const listed = await tryRun('docker', ['ps', '--all', '--quiet', '--no-trunc'], { signal });
  if (listed === undefined)
    throw new GroundFailure(
      'the Docker engine does not answer, so nobody knows which containers were made with the OCI runtime of Touchstone',
      'Nothing was changed in its settings. Start it, and run this again.',
    );
  const ids = listed.split('\n').filter((id) => id !== '');
  if (ids.length === 0) return [];
  const said = await run('docker', ['inspect', '--format', '{{.HostConfig.Runtime}} {{.Name}}', ...ids], { signal });
  return said.split('\n').flatMap((line) => (line.startsWith(`${RUNTIME} `) ? [line.slice(RUNTIME.length + 2)] : []));
}

/** Has the running engine read its settings (Docker, "dockerd", configuration reload), which runtimes are among. Returns when it says that it has. */
async function reload(signal: AbortSignal): Promise<void> {
  const said = new AbortController();
  signal.addEventListener('abort', () => said.abort(), { once: true });
  const since = String(Math.floor(Date.now() / 1000)); // the engine tells what has happened since, too
  const heard = run('docker', ['events', '--since', since, '--filter', 'type=daemon', '--filter', 'event=reload'], {
    signal: said.signal,
    onLine: () => said.abort(),
    timeout: PATIENCE,
  }).catch((error: unknown) => {
    if (!said.signal.aborted) throw error;
  });
  try {
    await Promise.all([run('sh', ['-c', RELOAD], { signal }), heard]);
  } finally {
    said.abort();
  }
  signal.throwIfAborted();
}
