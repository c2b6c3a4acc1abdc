// flood.mjs HOST COUNT PORT…: sends so many datagrams to each port, connects to the first, and prints what it is told there.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const [host, count, ...ports] = process.argv.slice(2);
const socket = createSocket('udp4');
socket.bind();
await once(socket, 'listening');

/** One that is refused on this side is one that did not come through. */
const send = (port) => new Promise((resolve) => socket.send('x', port, host, resolve));

for (let sent = 0; sent < count; sent++) await Promise.all(ports.map((port) => send(Number(port))));
socket.close();
console.log(await text(connect({ host, port: Number(ports[0]) })));
