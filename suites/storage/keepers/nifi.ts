import { cleanUp } from '../../../fixtures/clean-up.ts';
import { nameForFile } from '../../../fixtures/file-name.ts';
import { withNiFi } from '../../../fixtures/nifi.ts';
import { valueOf, type Keeper, type Kept } from '../keeper.ts';
import { test } from '../test.ts';
import { queueFlow } from './queue-flow.ts';

/** Where the flow listens: a port that NiFi has for records (charts/nifi). */
const PORT = 9091;
/** The flow's connection that records wait in. */
const QUEUE = 'received';

/** A record for each value, which waits in a queue that nobody takes from. */
export const nifi: Kept = {
  edge: 'nifi→volume',
  sets: ['nifi'],
  saysFull: /No space left on device/,
  waitsForDisk: false,
  test: test
    .extend(...withNiFi)
    .extend('keeper', { scope: 'file' }, async ({ nifi, gateway, kubernetes, target }, { onCleanup }): Promise<Keeper> => {
      const name = nameForFile('v', target.runId);
      await nifi.connected();
      const group = await nifi.upload(name, queueFlow({ port: PORT, queue: QUEUE }));
      onCleanup(() => cleanUp(`flow ${name}`, () => nifi.remove(group)));
      const listening = kubernetes.nextLogLine('nifi-0', new RegExp(`Started ServerConnector@.*:${PORT}}`));
      await nifi.setProcessorRunning(group, 'receive', true);
      await listening;
      return {
        write: async (number) => {
          const response = await gateway.fetch(`http://nifi:${PORT}/values`, { method: 'POST', body: valueOf(number) });
          if (response.status !== 200) throw new Error(`NiFi refuses a value: HTTP ${response.status}: ${await response.text()}`);
          await response.text();
        },
        read: () => nifi.waiting(group, QUEUE),
      };
    }),
};
