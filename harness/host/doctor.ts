import type { Finding } from '../model/finding.ts';
import type { HostFacts } from '../model/host.ts';
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
    ...(facts.cgroupVersion === 1
      ? [
          {
            what: 'cgroups',
            state: 'will be done',
            detail: 'version 1: the kubelet is told not to refuse it (failCgroupV1: false)',
          } as const,
        ]
      : []),
    ...(facts.lacksSysResource
      ? [
          {
            what: 'capabilities',
            state: 'will be done',
            detail: 'CAP_SYS_RESOURCE is missing: the engine uses an OCI runtime that does without it',
          } as const,
        ]
      : []),
  ];
}

function examineEngine(facts: HostFacts): Finding {
  const what = 'container engine';
  if (facts.engine !== undefined) return { what, state: 'ok', detail: `Docker ${facts.engine} runs` };
  if (facts.root && facts.dockerDaemonInstalled)
    return { what, state: 'will be done', detail: 'installed but not running: it will be started' };
  if (facts.root && facts.apt)
    return { what, state: 'will be done', detail: 'docker.io and iptables will be installed with apt-get, and the engine started' };
  return {
    what,
    state: 'missing',
    detail: 'install and start Docker (docs.docker.com/engine/install), or run as root on Debian or Ubuntu',
  };
}

async function examineTool(name: ToolName, signal: AbortSignal): Promise<Finding> {
  const path = await findTool(name, signal);
  if (path !== undefined) return { what: name, state: 'ok', detail: path };
  return { what: name, state: 'will be done', detail: 'its official release will be downloaded, or it will be built from its Go module' };
}
