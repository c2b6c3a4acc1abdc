import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import type { ProcessorType } from '../../fixtures/nifi.ts';
import { cleanUp, test as base } from '../../fixtures/test.ts';

/** How long a client waits for an answer, in milliseconds: what was sent to a pod that has just gone gets none. */
const ANSWER = 5_000;

/** What is sent through the flow. */
export interface Record {
  readonly id: string;
  readonly payload: string;
  /** SHA-256 of the payload. */
  readonly checksum: string;
}

/** Record number `index` of a flow; its id is no other flow's. */
export function record({ topic }: Pick<Flow, 'topic'>, index: number): Record {
  const payload = `${index} – ünïcødé "quoted" ${'x'.repeat(index % 97)}`;
  return { id: `${topic}-${String(index).padStart(6, '0')}`, payload, checksum: checksumOf(payload) };
}

export function checksumOf(payload: string): string {
  return createHash('sha256').update(payload).digest('hex');
}

/** A flow that stands, and the places that its records go to. */
export interface Flow {
  /** NiFi's id of its process group. */
  readonly group: string;
  readonly topic: string;
  /** Where it says that HBase, or the bucket, has a record: the message's key is the record's id. */
  readonly inHBase: string;
  readonly inBucket: string;
  readonly table: string;
  /** The folder in the bucket, with its slash. */
  readonly folder: string;
  /** Posts a record and gives the HTTP status; 200 means that NiFi has it. @throws when there is no answer */
  readonly post: (record: Record) => Promise<number>;
}

interface Definition {
  readonly flowContents: {
    readonly processors: { type: string; bundle: ProcessorType['bundle'] }[];
    variables: globalThis.Record<string, string>;
  };
}

/** The suite's tests with a running flow of the file's own. */
export const test = base.extend(
  'flow',
  { scope: 'file' },
  async ({ nifi, kafka, kubernetes, hbase, objectStore, gateway, target }, { onCleanup }): Promise<Flow> => {
    const name = `f_${target.runId}_${basename(expect.getState().testPath ?? '').split('.')[0] ?? ''}`.replaceAll(/\W/g, '_');
    const [topic, inHBase, inBucket] = [name, `${name}-hbase`, `${name}-bucket`];
    const admin = kafka.admin();
    await admin.connect();
    const replicationFactor = (await kubernetes.pods('kafka')).length;
    await admin.createTopics({
      topics: [topic, inHBase, inBucket].map((each) => ({ topic: each, replicationFactor })),
      waitForLeaders: true,
    });
    await hbase.createTable(name, 'f');
    const folder = `${name}/`;
    const form = await objectStore.uploadForm(folder);
    const { bootstrap = '' } = await kubernetes.configMap('kafka-address');
    const variables = {
      topic,
      kafka: bootstrap,
      hbase: hbase.address,
      table: name,
      uploadUrl: form.url,
      uploadFolder: folder,
      uploadFields: Object.entries(form.fields)
        .filter(([field]) => field !== 'key')
        .map(([field, value]) => `--touchstone\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`)
        .join(''),
    };
    const group = await nifi.upload(name, definition(await nifi.processorTypes(), variables));
    onCleanup(async () => {
      await cleanUp(`flow ${name}`, () => nifi.remove(group));
      await cleanUp(`table ${name}`, () => hbase.dropTable(name));
      await cleanUp(`topics ${name}`, () => admin.deleteTopics({ topics: [topic, inHBase, inBucket] }));
      await cleanUp(`folder ${folder}`, async () => objectStore.remove(...(await objectStore.list(folder)).map(({ key }) => key)));
      await admin.disconnect();
    });
    // NiFi calls a processor running before it listens, and says that it does in its log only.
    const listening = kubernetes.nextLogLine('nifi-0', /Started ServerConnector@.*:9090}/);
    await nifi.setRunning(group, true);
    await listening;
    const post = async (body: Record): Promise<number> => {
      const response = await gateway.fetch('http://nifi:9090/records', {
        method: 'POST',
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER),
      });
      await response.text();
      return response.status;
    };
    return { group, topic, inHBase, inBucket, table: name, folder, post };
  },
);

/** The flow definition with its variables filled in and the newest Kafka processors that this NiFi has. */
function definition(types: readonly ProcessorType[], variables: globalThis.Record<string, string>): Definition {
  const flow = JSON.parse(readFileSync(join(import.meta.dirname, 'records.flow.json'), 'utf8')) as Definition;
  flow.flowContents.variables = variables;
  for (const processor of flow.flowContents.processors) {
    const [, family] = /\.((?:Publish|Consume)Kafka)_/.exec(processor.type) ?? [];
    if (family === undefined) continue;
    const newest = types
      .filter(({ type }) => new RegExp(`\\.${family}_\\d+_\\d+$`).test(type))
      .sort((a, b) => a.type.localeCompare(b.type, undefined, { numeric: true }))
      .at(-1);
    if (!newest) throw new Error(`this NiFi has no ${family} processor`);
    processor.type = newest.type;
    processor.bundle = newest.bundle;
  }
  return flow;
}
