// An HTTP CONNECT proxy: a client names a service by its cluster name, and gets a plain TCP connection to it. Run in the cluster, it
// makes the names that systems advertise (a broker's, a region server's) valid for a client outside.
import { createServer } from 'node:http';
import { connect } from 'node:net';

// Milliseconds that a connection may take inside a cluster. A pod that has just gone doesn't answer, and the kernel would try for two minutes.
const PATIENCE = 3_000;

const server = createServer((request, response) => response.end('gateway\n'));

server.on('connect', ({ url }, client, head) => {
  const at = url.lastIndexOf(':');
  const service = connect({ host: url.slice(0, at), port: Number(url.slice(at + 1)), noDelay: true });
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
    // The reason travels back in the status line, so that the client's error names what could not be reached.
    if (connected) client.destroy();
    else client.end(`HTTP/1.1 502 ${error.message.replaceAll(/[\r\n]/g, ' ')}\r\n\r\n`);
  });
  client.on('error', () => service.destroy());
});

server.listen(8080);
process.on('SIGTERM', () => process.exit(0));
