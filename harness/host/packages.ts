import { run } from '../base/command.ts';
import { orGround } from '../base/or-ground.ts';

/** Installs Debian packages without what they merely recommend. @throws GroundFailure with apt's last lines */
export async function installPackages(packages: readonly string[], signal: AbortSignal, progress: (detail: string) => void): Promise<void> {
  const options = { signal, env: { DEBIAN_FRONTEND: 'noninteractive' }, onLine: (line: string) => progress(line.slice(0, 60)) };
  const install = async (): Promise<void> => {
    await run('apt-get', ['update', '--quiet'], options);
    await run('apt-get', ['install', '--quiet', '--yes', '--no-install-recommends', ...packages], options);
  };
  await orGround(install(), (error) => ({
    what: `the packages ${packages.join(', ')} could not be installed: ${error.ending}`,
    mend: `Install them by hand (apt-get install ${packages.join(' ')}) and run again.`,
    evidence: error.output.slice(-8),
  }));
}
