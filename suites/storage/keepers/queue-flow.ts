const GROUP = '7a1d3c1e-0000-4000-8000-000000000000';
const [RECEIVE, HOLD] = ['7a1d3c1e-0000-4000-8000-000000000100', '7a1d3c1e-0000-4000-8000-000000000101'] as const;
/** More than a test writes. */
const ROOM = 100_000;

/** What the flow is named by. */
interface Names {
  readonly port: number;
  readonly queue: string;
}

/** A flow definition (Apache NiFi, "NiFi Rest API" 1.18, upload) of two processors: one receives by HTTP, and one is never started, so that all waits in front of it. */
export function queueFlow({ port, queue }: Names): unknown {
  return {
    flowContents: {
      identifier: GROUP,
      name: 'values',
      processors: [
        processor(RECEIVE, 'receive', 'org.apache.nifi.processors.standard.ListenHTTP', {
          'Base Path': 'values',
          'Listening Port': `${port}`,
        }),
        { ...processor(HOLD, 'hold', 'org.apache.nifi.processors.standard.LogAttribute', {}), autoTerminatedRelationships: ['success'] },
      ],
      connections: [
        {
          identifier: '7a1d3c1e-0000-4000-8000-000000000500',
          name: queue,
          source: end(RECEIVE),
          destination: end(HOLD),
          selectedRelationships: ['success'],
          backPressureObjectThreshold: ROOM,
          backPressureDataSizeThreshold: '1 GB',
          flowFileExpiration: '0 sec',
          componentType: 'CONNECTION',
          groupIdentifier: GROUP,
        },
      ],
      componentType: 'PROCESS_GROUP',
    },
    flowEncodingVersion: '1.0',
  };
}

function processor(identifier: string, name: string, type: string, properties: Readonly<Record<string, string>>): object {
  return {
    identifier,
    name,
    type,
    bundle: { group: 'org.apache.nifi', artifact: 'nifi-standard-nar', version: '1.18.0' },
    properties,
    propertyDescriptors: {},
    schedulingPeriod: '0 sec',
    schedulingStrategy: 'TIMER_DRIVEN',
    executionNode: 'ALL',
    bulletinLevel: 'WARN',
    concurrentlySchedulableTaskCount: 1,
    scheduledState: 'ENABLED',
    componentType: 'PROCESSOR',
    groupIdentifier: GROUP,
  };
}

function end(id: string): object {
  return { id, type: 'PROCESSOR', groupId: GROUP };
}
