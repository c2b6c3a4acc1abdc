import { expect, onTestFinished, test, vi } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { build } from './build.ts';
import { imageNamed, readCatalogue } from './catalogue.ts';

test('the base of all images is not made of this host’s programs under the name of another architecture', async () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  vi.stubEnv('DOCKER_DEFAULT_PLATFORM', 'linux/riscv64');
  const made = build(
    imageNamed(readCatalogue(REPOSITORY), 'debian'),
    { reference: 'localhost/touchstone-test/never:made', buildArguments: [] },
    () => undefined,
    AbortSignal.timeout(60_000),
  );
  await expect(made).rejects.toThrow(/is made here for \w+, and DOCKER_DEFAULT_PLATFORM wants riscv64/);
});
