// An OCI runtime in front of runc, for hosts whose bounding set lacks capabilities that the engine asks for.
//
// The engine writes the capabilities of a privileged container into the bundle's config.json (create, run) or into the file
// named by --process (exec); runc then fails with "unable to apply caps: operation not permitted" when the host itself does not
// hold one of them. This program removes from those documents what the host lacks, raises a negative oomScoreAdj (which needs
// CAP_SYS_RESOURCE) to 0, and becomes runc. It is registered with the engine only after a probe has found such a host.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Capability names by bit, from Linux's include/uapi/linux/capability.h. */
const CAPABILITIES = (
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST ' +
  'NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE ' +
  'SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM ' +
  'BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'
)
  .split(' ')
  .map((name) => `CAP_${name}`);

/** @returns {Set<string>} what this process may pass on, read from its own bounding set */
function heldCapabilities() {
  const mask = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const bits = BigInt(`0x${mask}`);
  return new Set(CAPABILITIES.filter((_, bit) => (bits >> BigInt(bit)) & 1n));
}

/** @param {{capabilities?: Record<string, string[]>, oomScoreAdj?: number}} process an OCI process object, changed in place */
function fitToHost(process) {
  const held = heldCapabilities();
  for (const [set, names] of Object.entries(process.capabilities ?? {})) {
    process.capabilities[set] = names.filter((name) => held.has(name));
  }
  if ((process.oomScoreAdj ?? 0) < 0) process.oomScoreAdj = 0;
}

/** @param {string} path @param {(document: any) => any} select the OCI process object in the document */
function rewrite(path, select) {
  const document = JSON.parse(readFileSync(path, 'utf8'));
  fitToHost(select(document) ?? {});
  writeFileSync(path, JSON.stringify(document));
}

/** @param {string[]} args @param {...string} names @returns {string | undefined} the value of the first of these flags given */
function flag(args, ...names) {
  for (const [index, arg] of args.entries()) {
    if (names.includes(arg)) return args[index + 1];
    const name = names.find((candidate) => arg.startsWith(`${candidate}=`));
    if (name) return arg.slice(name.length + 1);
  }
  return undefined;
}

const args = process.argv.slice(2);
if (args.includes('create') || args.includes('run')) {
  rewrite(join(flag(args, '--bundle', '-b') ?? '.', 'config.json'), (config) => config.process);
} else if (args.includes('exec')) {
  const file = flag(args, '--process', '-p');
  if (file) rewrite(file, (processDocument) => processDocument);
}
const { status, error } = spawnSync('runc', args, { stdio: 'inherit' });
if (error) console.error(`touchstone's OCI runtime could not start runc: ${error.message}`);
process.exit(status ?? 1);
