import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';
import { onTestFinished } from 'vitest';

/** The types of records that are asked for and given (RFC 1035, 3.2.2). */
const A = 1;
const CNAME = 5;

/**
 * A name server for one test, over UDP (RFC 1035).
 * @param records addresses (IPv4) by name, or another name that one is an alias of. Anything else there is not
 * @returns its address, as `nameserver` of a resolv.conf
 */
export async function fakeDns(records: Readonly<Record<string, string>>): Promise<string> {
  const server = createSocket('udp4');
  server.on('message', (query, { port, address }) => server.send(answerTo(query, records), port, address));
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `127.0.0.1:${server.address().port}`;
}

function answerTo(query: Buffer, records: Readonly<Record<string, string>>): Buffer {
  const end = query.indexOf(0, 12) + 1;
  const question = query.subarray(12, end + 4);
  const record = records[nameIn(query.subarray(12, end))];
  const data = record === undefined ? undefined : dataFor(query.readUInt16BE(end), record);
  const header = Buffer.alloc(12);
  header.writeUInt16BE(query.readUInt16BE(0), 0);
  header.writeUInt16BE(record === undefined ? 0x84_03 : 0x84_00, 2); // an answer that has authority: there is no such name, or no trouble
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data === undefined ? 0 : 1, 6);
  return Buffer.concat([header, question, data ?? Buffer.alloc(0)]);
}

/** "\x05minio\x02ns\x00" → "minio.ns" */
function nameIn(labels: Buffer): string {
  const words: string[] = [];
  for (let at = 0, length = labels[0] ?? 0; length > 0; at += length + 1, length = labels[at] ?? 0)
    words.push(labels.toString('latin1', at + 1, at + 1 + length));
  return words.join('.').toLowerCase();
}

function dataFor(type: number, record: string): Buffer | undefined {
  if (type !== (isIPv4(record) ? A : CNAME)) return undefined;
  const data = type === A ? Buffer.from(record.split('.').map(Number)) : labelsOf(record);
  const frame = Buffer.alloc(12);
  frame.writeUInt16BE(0xc0_0c, 0); // the name that was asked for
  frame.writeUInt16BE(type, 2);
  frame.writeUInt16BE(1, 4); // of the internet
  frame.writeUInt16BE(data.length, 10);
  return Buffer.concat([frame, data]);
}

function labelsOf(name: string): Buffer {
  return Buffer.concat([...name.split('.'), ''].map((word) => Buffer.concat([Buffer.from([word.length]), Buffer.from(word)])));
}
