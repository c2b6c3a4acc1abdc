// Listens at each port that it is given, and tells who connects how many datagrams have come to each.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

const come = new Map();

for (const port of process.argv.slice(2).map(Number)) {
  come.set(port, 0);
  createSocket('udp4', () => come.set(port, come.get(port) + 1)).bind(port);
  const server = createServer((socket) => {
    socket.on('error', () => undefined); // who only tries the door goes before they are told
    socket.end(JSON.stringify(Object.fromEntries(come)));
  });
  server.listen(port);
}
