// Tries to connect to each address that it is given, host:port, all at once, and prints what it was told, a line each.
import { connect } from 'node:net';

// Milliseconds: a first try that is dropped is made again after one second, and after three.
const PATIENCE = 5_000;

for (const address of process.argv.slice(2)) {
  const [host, port] = address.split(':');
  const socket = connect({ host, port: Number(port), timeout: PATIENCE });
  const tell = (words) => {
    console.log(`${address} ${words}`);
    socket.destroy();
  };
  socket.once('connect', () => tell('connected'));
  socket.once('timeout', () => tell('no answer'));
  socket.once('error', ({ code }) => tell(code));
}
