import type { Finding } from '../model/finding.ts';
import type { HostFacts } from '../model/host.ts';
import { isForUsToMend, refusalOf } from './engine-trouble.ts';
import { WANTED } from './inotify.ts';
import { findTool, type ToolName } from './tools.ts';

/** Looks at all that a run needs of the host, and says what the harness would do about what is missing. Changes nothing. */
export async function examine(facts: HostFacts, signal: AbortSignal): Promise<Finding[]> {
  const tools = await Promise.all((['kind', 'helm', 'kubectl'] as const).map((name) => examineTool(name, signal)));
  return [
    {
      what: 'host',
      state: 'ok',
      detail: `${facts.cores} cores, ${facts.memoryAvailable} of ${facts.memory} MiB of memory and ${facts.diskFree ?? 'unknown'} MiB of disk free`,
    },
    examineEngine(facts),
    ...tools,
    ...[examineCgroups(facts), examineCapabilities(facts), examineFileSystem(facts), examineInotify(facts)].filter(
      (one) => one !== undefined,
    ),
  ];
}

function examineEngine({ engine, engineTrouble, root, dockerDaemonInstalled, apt, rootless }: HostFacts): Finding {
  const what = 'container engine';
  if (engineTrouble === undefined) return { what, state: 'ok', detail: `Docker ${engine ?? ''} runs${rootless ? ', rootless' : ''}` };
  if (root && isForUsToMend(engineTrouble)) {
    if (dockerDaemonInstalled) return { what, state: 'will be done', detail: 'installed but not running: it will be started' };
    if (apt)
      return { what, state: 'will be done', detail: 'docker.io and iptables will be installed with apt-get, and the engine started' };
  }
  const { message, mend } = refusalOf(engineTrouble);
  return { what, state: 'missing', detail: `${message}. ${mend}` };
}

function examineCgroups({ cgroupVersion }: HostFacts): Finding | undefined {
  if (cgroupVersion === 2) return undefined;
  return { what: 'cgroups', state: 'will be done', detail: 'version 1: the kubelet is told not to refuse it (failCgroupV1: false)' };
}

function examineCapabilities({ lacksSysResource }: HostFacts): Finding | undefined {
  if (!lacksSysResource) return undefined;
  return {
    what: 'capabilities',
    state: 'will be done',
    detail: 'CAP_SYS_RESOURCE is missing: the engine uses an OCI runtime that does without it',
  };
}

/** Nodes put overlayfs on a volume of the engine. */
function examineFileSystem({ fileSystem }: HostFacts): Finding | undefined {
  if (fileSystem === undefined || !/^(zfs|btrfs)$/.test(fileSystem)) return undefined;
  return {
    what: 'file system',
    state: 'may fail',
    detail: `the engine keeps its data on ${fileSystem}, which may not carry the overlayfs of nodes: give it a folder on ext4 or xfs ("data-root" in /etc/docker/daemon.json)`,
  };
}

function examineInotify({ inotify }: HostFacts): Finding | undefined {
  if (inotify === undefined || (inotify.instances >= WANTED.instances && inotify.watches >= WANTED.watches)) return undefined;
  return {
    what: 'inotify',
    state: 'may fail',
    detail: `${inotify.instances} instances and ${inotify.watches} watches for each user; several nodes or clusters may end in "too many open files": sysctl -w fs.inotify.max_user_instances=${WANTED.instances} fs.inotify.max_user_watches=${WANTED.watches}`,
  };
}

async function examineTool(name: ToolName, signal: AbortSignal): Promise<Finding> {
  const path = await findTool(name, signal);
  if (path !== undefined) return { what: name, state: 'ok', detail: path };
  return { what: name, state: 'will be done', detail: 'its official release will be downloaded, or it will be built from its Go module' };
}
