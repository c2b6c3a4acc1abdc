// flood.mjs HOST COUNT PORT…: sends so many datagrams to each port, connects to the first, and prints what it is told there.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';

const [host, count, ...ports] = process.argv.slice(2);
/** As many as are sent before anything else is done, refusals heard for one. */
const BURST = 100;

const sockets = await Promise.all(ports.map(socketTo));
for (let sent = 0; sent < count; sent += BURST) {
  for (const socket of sockets) for (let each = 0; each < BURST; each++) socket.send('x');
  await setImmediate();
}
for (const socket of sockets) socket.close();
console.log(await text(connect({ host, port: Number(ports[0]) })));

/** A socket that has its address knows it without looking it up each time. */
async function socketTo(port) {
  const socket = createSocket('udp4');
  socket.on('error', () => undefined); // what is refused did not come through
  socket.connect(Number(port), host);
  await once(socket, 'connect');
  return socket;
}
