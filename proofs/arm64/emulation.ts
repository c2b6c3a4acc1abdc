import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../harness/index.ts';

const BINFMT = '/proc/sys/fs/binfmt_misc';
const OURS = 'touchstone-arm64';
/** What the kernel knows a program of arm64 by: the head of its file, and which of its bits count. */
const HEAD = String.raw`\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00`;
const MASK = String.raw`\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff`;
/** Such an entry as the kernel tells it. Without F a container would have to have the emulator itself. */
const THERE = /^flags: \w*F[^]*^magic 7f454c460201[0-9a-f]*b700$/m;

/** Told how each of its steps is undone. */
type Later = (end: () => Promise<unknown>) => void;

/** Has this host's kernel run programs of arm64 by QEMU, in containers too, unless it does so already. Installs nothing. */
export async function emulate(later: Later): Promise<void> {
  const mounted = (await readdir(BINFMT)).includes('register');
  if (!mounted) {
    await run('mount', ['-t', 'binfmt_misc', 'binfmt_misc', BINFMT]);
    later(() => run('umount', [BINFMT]));
  }
  if (await isEmulated()) return;
  await writeFile(join(BINFMT, 'register'), `:${OURS}:M::${HEAD}:${MASK}:${await emulator(later)}:F`);
  later(() => writeFile(join(BINFMT, OURS), '-1'));
}

async function isEmulated(): Promise<boolean> {
  const entries = (await readdir(BINFMT)).filter((name) => name !== 'register' && name !== 'status');
  const told = await Promise.all(entries.map((name) => readFile(join(BINFMT, name), 'utf8')));
  return told.some((words) => words.startsWith('enabled') && THERE.test(words));
}

/** QEMU out of Debian's package. @returns its path */
async function emulator(later: Later): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-qemu-'));
  later(() => rm(folder, { recursive: true }));
  await run('apt-get', ['download', 'qemu-user-static'], { cwd: folder });
  await run('sh', ['-euc', 'dpkg-deb --extract ./*.deb .'], { cwd: folder });
  return join(folder, 'usr', 'bin', 'qemu-aarch64-static');
}
