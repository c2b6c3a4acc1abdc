import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { EXIT, UsageError } from '../base/failure.ts';
import { LARGEST } from '../certify/archive.ts';
import { checkBundle } from '../certify/check.ts';
import { sizeOf } from '../model/profile.ts';

/** `touchstone certify check FILE`: says whether a bundle is whole and certifies its profile, offline. Exit code 1 when not. @throws UsageError when there is no such file */
export async function checkCertificate(path: string): Promise<number> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new UsageError(`there is no file ${path}`);
  const { statement, faults } = await checkBundle(await startOf(path));
  for (const fault of faults) process.stdout.write(`✗ ${fault.replaceAll(/\p{Cc}/gu, '�')}\n`);
  if (!statement || faults.length > 0) {
    process.stdout.write(`${path} certifies nothing\n`);
    return EXIT.testFailed;
  }
  const { product, profile, results } = statement;
  process.stdout.write(
    `✓ ${product.name} ${product.version}: ${profile.name} ${profile.version}, ${sizeOf(profile)} tests, ${profile.edges.length} edges, Kubernetes ${results.cluster?.kubernetes ?? 'of an untold version'}\n`,
  );
  return EXIT.passed;
}

/** What the file holds, up to one byte more than a bundle may have: a huge one is not read for nothing. */
async function startOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min((await file.stat()).size, LARGEST + 1)));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
