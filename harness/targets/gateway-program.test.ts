import { once } from 'node:events';
import { request } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { DOMAIN, startGateway, type RunningGateway } from '../testing/gateway.ts';

/** A machine that does other things too may take its time. */
const PATIENT = { timeout: 10_000 };

interface Answer {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks for a tunnel to an address, and gives the answer and the tunnel, which is there until the test is over. */
async function ask(address: string, port: number, headers: Readonly<Record<string, string>>): Promise<[Answer, Socket]> {
  const asking = request({ port, method: 'CONNECT', path: address, headers });
  asking.end();
  const [answer, tunnel] = (await once(asking, 'connect')) as [Answer, Socket];
  onTestFinished(() => void tunnel.destroy());
  return [answer, tunnel];
}

/** The same with a token. */
function askWith({ port, token }: Pick<RunningGateway, 'port' | 'token'>, address: string): Promise<[Answer, Socket]> {
  return ask(address, port, { 'Proxy-Authorization': `Basic ${Buffer.from(`touchstone:${token}`).toString('base64')}` });
}

/** Opens a connection and says nothing, until the test is over. */
async function comeTo({ port }: Pick<RunningGateway, 'port'>): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').resume();
  socket.on('error', () => socket.destroy());
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** Gives the answer's status and reason. */
async function connectTo(address: string, gateway: Pick<RunningGateway, 'port' | 'token'>): Promise<string> {
  const [{ statusCode, statusMessage }, tunnel] = await askWith(gateway, address);
  tunnel.destroy();
  return `${statusCode} ${statusMessage}`;
}

/** A service that says what it is told, until the test is over. Gives its address. */
async function echo(): Promise<string> {
  const service = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  onTestFinished(() => void service.close());
  await once(service, 'listening');
  return `127.0.0.1:${(service.address() as AddressInfo).port}`;
}

test('what is no address is answered, and so is whoever asks after it', async () => {
  const gateway = await startGateway({ outside: ['127.0.0.1:1'] });
  for (const malformed of ['x:99999', 'x', ':1', 'x:', '[::1]', 'x:-1', 'x:0', '[x]:1'])
    expect(await connectTo(malformed, gateway)).toBe(`400 ${malformed} is no host:port`);
  expect(await connectTo('127.0.0.1:1', gateway)).toBe('502 connect ECONNREFUSED 127.0.0.1:1');
});

test('whoever has no token, or another, gets no tunnel', async () => {
  const gateway = await startGateway({ outside: ['127.0.0.1:1'] });
  for (const token of ['', 'another', `${gateway.token}x`])
    expect(await connectTo('127.0.0.1:1', { ...gateway, token })).toBe('407 the gateway wants the token of its Secret');
  const [answer] = await ask('127.0.0.1:1', gateway.port, {});
  expect(answer).toMatchObject({ statusCode: 407, headers: { 'proxy-authenticate': 'Basic realm="gateway"' } });
});

test('a name is looked up in the namespace, and nowhere else', async () => {
  const records = {
    [`minio.${DOMAIN}`]: '127.0.0.1',
    [`kafka-0.kafka.${DOMAIN}`]: '127.0.0.1',
    'minio.other.svc.cluster.local': '127.0.0.1',
    'example.org': '127.0.0.1',
  };
  const gateway = await startGateway({ records });
  // Found: what it says then is that no Service is at that address.
  for (const own of ['minio', 'kafka-0.kafka', 'MINIO', 'minio.team.svc', `minio.${DOMAIN}`, `minio.${DOMAIN}.`])
    expect(await connectTo(`${own}:9000`, gateway)).toBe(`403 ${own} is at 127.0.0.1, where neither a Service nor a pod is`);
  for (const other of ['minio.other', 'minio.other.svc', 'minio.other.svc.cluster.local', 'example.org', 'localhost', 'kubernetes.default'])
    expect(await connectTo(`${other}:9000`, gateway)).toBe(`502 ${other} is neither a Service nor a pod in ${DOMAIN}`);
});

test('a number is no name', async () => {
  const gateway = await startGateway();
  for (const number of ['127.0.0.1', '169.254.169.254', '10.244.0.7', '[::1]', '[::ffff:127.0.0.1]'])
    expect(await connectTo(`${number}:80`, gateway)).toMatch(/^403 .+ is a number: ask for a Service or a pod by its name$/);
  for (const disguised of ['2130706433', '0x7f.1', '0177.0.0.1'])
    expect(await connectTo(`${disguised}:80`, gateway)).toBe(`502 ${disguised} is neither a Service nor a pod in ${DOMAIN}`);
});

test.for([
  ['the cloud’s metadata', '169.254.169.254'],
  ['its own pod', '127.8.9.10'],
  ['the node', '192.168.7.7'],
  ['the API server', '10.96.0.1'],
] as const)('a Service that somebody says is at %s leads nowhere', async ([, address]) => {
  const env = { NODE_ADDRESS: '192.168.7.7', KUBERNETES_SERVICE_HOST: '10.96.0.1' };
  const gateway = await startGateway({ records: { [`trap.${DOMAIN}`]: address }, env });
  expect(await connectTo('trap:80', gateway)).toBe(`403 trap is at ${address}, where neither a Service nor a pod is`);
});

test('an alias of something outside leads nowhere', async () => {
  const gateway = await startGateway({ records: { [`trap.${DOMAIN}`]: 'example.org' } });
  expect(await connectTo('trap:80', gateway)).toBe('403 trap is an alias of something else (ExternalName)');
});

test('a tunnel carries bytes both ways, from the first on, and leaves one line', async () => {
  const address = await echo();
  const gateway = await startGateway({ outside: [address] });
  const [, tunnel] = await askWith(gateway, address);
  tunnel.write('there and back');
  const [answer] = (await once(tunnel, 'data')) as [Buffer];
  expect(answer.toString()).toBe('there and back');
  tunnel.end();
  await expect
    .poll(() => gateway.logged.at(-1), PATIENT)
    .toMatch(/^\S*127\.0\.0\.1 to 127\.0\.0\.1:\d+: 14 bytes there, 14 back, 0\.\d s$/);
  expect(gateway.logged).toHaveLength(2);
});

test('what is refused leaves a line that can be read, and no token', async () => {
  const gateway = await startGateway();
  await connectTo(`x!${'y'.repeat(500)}`, gateway);
  await connectTo('minio:1', { ...gateway, token: 'a-guess' });
  expect(gateway.logged[1]).toMatch(/^\S+ to x!y{198}: refused, 400 /);
  expect(gateway.logged[2]).toMatch(/^\S+ to minio:1: refused, 407 the gateway wants the token of its Secret$/);
  expect(gateway.logged.join('\n')).not.toMatch(/a-guess|the-token/);
});

test('as many tunnels as there may be are no reason to end, and one that ends makes room', { timeout: 30_000 }, async () => {
  const address = await echo();
  const gateway = await startGateway({ outside: [address] });
  const tunnels = await Promise.all(Array.from({ length: 256 }, () => askWith(gateway, address)));
  expect(await connectTo(address, gateway)).toBe('503 256 tunnels are open already');
  tunnels[0]?.[1].destroy();
  await expect.poll(() => connectTo(address, gateway), PATIENT).toBe('200 Connection established');
});

test('who comes often and asks nothing keeps nobody out, and ends no tunnel', { timeout: 30_000 }, async () => {
  const address = await echo();
  const gateway = await startGateway({ outside: [address] });
  const [, tunnel] = await askWith(gateway, address);
  const crowd = await Promise.all(Array.from({ length: 600 }, () => comeTo(gateway)));
  expect(await connectTo(address, gateway)).toBe('200 Connection established');
  // Long before those are ended that ask for nothing.
  await expect.poll(() => crowd.filter(({ destroyed }) => destroyed).length, { timeout: 3_000 }).toBeGreaterThanOrEqual(600 - 256);
  expect(crowd.at(-1)?.destroyed).toBe(false);
  tunnel.write('still here');
  expect(String(await once(tunnel, 'data'))).toBe('still here');
});

test('headers without an end are refused', async () => {
  const gateway = await startGateway();
  const client = connect(gateway.port, '127.0.0.1', () => client.write(`CONNECT minio:1 HTTP/1.1\r\nX: ${'x'.repeat(65_536)}`));
  client.on('error', () => client.destroy());
  const [answer] = (await once(client, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 431 /);
  expect(await connectTo('x', gateway)).toBe('400 x is no host:port');
});
