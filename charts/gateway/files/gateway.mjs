// An HTTP CONNECT proxy: a client names a service by its cluster name, and gets a plain TCP connection to it. Run in the cluster, it makes the
// names that systems advertise (a broker's, a region server's) valid for a client outside. It leads whoever has the token to Services and pods of
// its own namespace, and nowhere else. gateway.mjs SETTINGS, a JSON file: port, token and resolvConf (paths), outside (host:port, …)
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { addressOf, namesBy } from './names.mjs';
import { lockOf } from './lock.mjs';

// Milliseconds that a connection may take inside a cluster. A pod that has just gone doesn't answer, and the kernel would try for two minutes.
const PATIENCE = 3_000;
// Milliseconds without a byte after which a tunnel is given up: longer than any client keeps still that goes on.
const IDLE = 30 * 60_000;
// Tunnels at a time. All suites together have a few dozen; each takes up to 128 KiB.
const TUNNELS = 256;
// Connections at a time that have no tunnel. Whoever has the token asks at once, and has one before as many come.
const WAITING = 256;

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const opens = lockOf(readFileSync(settings.token, 'utf8'));
const lookup = namesBy(readFileSync(settings.resolvConf, 'utf8'));
const outside = new Set(settings.outside.map((address) => address.toLowerCase()));
const isOutside = (url) => outside.has(url.toLowerCase());
let tunnels = 0;
const waiting = new Set();

// Whoever has no token may ask whether this lives, and no more.
const server = createServer({ maxHeaderSize: 4_096, headersTimeout: 5_000, connectionsCheckingInterval: 5_000 }, (request, response) =>
  response.end('gateway\n'),
);
// More than these come at once only for a moment.
server.maxConnections = TUNNELS + 3 * WAITING;
// Of too many that only come, the one that has waited longest makes room: nobody keeps others out by coming often.
server.on('connection', (client) => {
  waiting.add(client);
  client.once('close', () => waiting.delete(client));
  if (waiting.size <= WAITING) return;
  const [first] = waiting;
  waiting.delete(first); // at once: many come before it is closed
  first.destroy();
});

// A line for each tunnel and each refusal, of what came from outside no more than can be read. Who it was a socket knows only while it is open.
function tellerOf({ remoteAddress }, url) {
  return (words) => console.log(`${remoteAddress} to ${readable(url).slice(0, 200)}: ${words}`);
}

function readable(text) {
  return text.replaceAll(/[^\x20-\x7e]/g, ' ');
}

// Why somebody gets no tunnel: a status and a reason; undefined when one may be tried.
function whyRefused({ url, headers }) {
  if (!opens(headers['proxy-authorization'])) return [407, 'the gateway wants the token of its Secret'];
  const address = addressOf(url);
  if (!address) return [400, `${url} is no host:port`];
  if (address.isNumber && !isOutside(url)) return [403, `${url} is a number: ask for a Service or a pod by its name`];
  return tunnels < TUNNELS ? undefined : [503, `${TUNNELS} tunnels are open already`];
}

// The reason travels back in the status line, so that the client's error names what is wrong.
function refuse(client, tell, [status, reason]) {
  tell(`refused, ${status} ${readable(reason)}`);
  const wanted = status === 407 ? 'Proxy-Authenticate: Basic realm="gateway"\r\n' : '';
  client.setTimeout(5_000, () => client.destroy()); // one that never hangs up
  client.end(`HTTP/1.1 ${status} ${readable(reason)}\r\n${wanted}\r\n`);
}

server.on('connect', (request, client, head) => {
  const tell = tellerOf(client, request.url);
  client.on('error', () => client.destroy());
  const refusal = whyRefused(request);
  if (refusal) refuse(client, tell, refusal);
  else openTunnel(request.url, { client, head, tell });
});

function openTunnel(url, { client, head, tell }) {
  const { host, port } = addressOf(url);
  const service = connect({ host, port, noDelay: true, autoSelectFamily: true, ...(isOutside(url) ? {} : { lookup }) });
  const giveUp = setTimeout(() => service.destroy(new Error(`${url} does not answer`)), PATIENCE);
  let begun;
  tunnels += 1;
  waiting.delete(client);
  service.on('connect', () => {
    clearTimeout(giveUp);
    begun = performance.now();
    client.setTimeout(IDLE, () => client.destroy());
    client.setKeepAlive(true, 60_000);
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    service.write(head);
    service.pipe(client).pipe(service);
  });
  service.on('error', (error) => {
    if (begun === undefined) refuse(client, tell, [error.status ?? 502, error.message]);
    else client.destroy();
  });
  service.on('close', () => {
    clearTimeout(giveUp);
    tunnels -= 1;
    if (begun === undefined) return;
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    tell(`${service.bytesWritten} bytes there, ${service.bytesRead} back, ${seconds} s`);
  });
  client.on('close', () => service.destroy());
}

server.listen(settings.port, () => console.log(`listening on ${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
