// Listens at each port that it is given, and does nothing else.
import { createServer } from 'node:net';

for (const port of process.argv.slice(2)) createServer((socket) => socket.end()).listen(Number(port));
