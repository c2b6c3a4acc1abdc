// An HTTP CONNECT proxy: a client names a service by its cluster name, and gets a plain TCP connection to it. Run in the cluster, it
// makes the names that systems advertise (a broker's, a region server's) valid for a client outside. gateway.mjs PORT
import { createServer } from 'node:http';
import { connect } from 'node:net';

// Milliseconds that a connection may take inside a cluster. A pod that has just gone doesn't answer, and the kernel would try for two minutes.
const PATIENCE = 3_000;

const server = createServer((request, response) => response.end('gateway\n'));

// "kafka-0.kafka:9092", "[fd00::1]:80": what a client asks for; undefined when that is no address.
function addressOf(url) {
  const [, bracketed, name, digits] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(url) ?? [];
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { host: bracketed ?? name, port } : undefined;
}

// The reason travels back in the status line, so that the client's error names what is wrong.
function refuse(client, status, reason) {
  client.end(`HTTP/1.1 ${status} ${reason.replaceAll(/[^\x20-\x7e]/g, ' ')}\r\n\r\n`);
}

server.on('connect', ({ url }, client, head) => {
  const address = addressOf(url);
  client.on('error', () => client.destroy());
  if (!address) {
    refuse(client, 400, `${url} is no host:port`);
    return;
  }
  const service = connect({ ...address, noDelay: true });
  const giveUp = setTimeout(() => service.destroy(new Error(`${url} does not answer`)), PATIENCE);
  service.on('close', () => clearTimeout(giveUp));
  let connected = false;
  service.on('connect', () => {
    clearTimeout(giveUp);
    connected = true;
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    service.write(head);
    service.pipe(client).pipe(service);
  });
  service.on('error', (error) => {
    if (connected) client.destroy();
    else refuse(client, 502, error.message);
  });
  client.on('close', () => service.destroy());
});

const port = Number(process.argv[2]);
server.listen(port, () => console.log(`listening on ${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
