import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp } from '../../../fixtures/clean-up.ts';
import { nameForFile } from '../../../fixtures/file-name.ts';
import type { Gateway } from '../../../fixtures/gateway.ts';
import { withNiFi } from '../../../fixtures/nifi.ts';
import { valueOf, type Keeper, type Kept } from '../keeper.ts';
import { test } from '../test.ts';

/** A flow definition (Apache NiFi, "NiFi Rest API" 1.18, upload), as far as its clients know it. */
interface Flow {
  readonly flowContents: {
    /** One of those that charts/nifi opens for records. */
    readonly variables: { readonly port: string };
    readonly processors: readonly [{ readonly name: string }];
    readonly connections: readonly [{ readonly name: string }];
  };
}

const FLOW = JSON.parse(readFileSync(join(import.meta.dirname, 'values.flow.json'), 'utf8')) as Flow;
const {
  variables: { port: PORT },
  processors: [{ name: RECEIVER }],
  connections: [{ name: QUEUE }],
} = FLOW.flowContents;

/** How often a record has its value. */
const TIMES = 64;

/** A record for each value, which waits in a queue that nobody takes from. */
export const nifi: Kept = {
  edge: 'nifi→volume',
  sets: ['nifi'],
  saysFull: /No space left on device/,
  goesOnWhenFull: true,
  waitsForDisk: false,
  withoutServer: 'goes on',
  onBrokenDisk: { says: /Input\/output error/, keepsAll: false },
  ownLock: { says: /The file is locked: \/data\/database/ }, // of H2: it comes before the first look at what is queued
  test: test
    .extend(...withNiFi)
    .extend('keeper', { scope: 'file' }, async ({ nifi, gateway, kubernetes, target }, { onCleanup }): Promise<Keeper> => {
      const name = nameForFile('v', target.runId);
      await nifi.connected();
      const group = await nifi.upload(name, FLOW);
      onCleanup(() => cleanUp(`flow ${name}`, () => nifi.remove(group)));
      const listening = kubernetes.nextLogLine('nifi-0', new RegExp(`Started ServerConnector@.*:${PORT}}`));
      await nifi.setProcessorRunning(group, RECEIVER, true);
      await listening;
      let last = -1;
      return {
        write: async (number) => {
          if (number !== last + 1) await nifi.empty(group); // another test's values: NiFi lists a hundred
          last = number;
          await post(gateway, recordOf(valueOf(number)));
        },
        read: async () => (await nifi.waiting(group, QUEUE)).map(valueIn),
      };
    }),
};

/** A record is so much longer than a value that few of them fill what a full disk had in reserve. */
function recordOf(value: string): string {
  return value.repeat(TIMES);
}

/** The value that a whole record has; what else it has, where it is none. */
function valueIn(record: string): string {
  const value = record.slice(0, record.length / TIMES);
  return recordOf(value) === record ? value : record;
}

/** @throws Error with NiFi's words when it does not take the record */
async function post(gateway: Gateway, body: string): Promise<void> {
  const response = await gateway.fetch(`http://nifi:${PORT}/values`, { method: 'POST', body });
  const words = await response.text();
  if (response.status !== 200) throw new Error(`NiFi refuses a value: HTTP ${response.status}: ${words}`);
}
