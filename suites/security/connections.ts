import { connect, type Socket } from 'node:net';
import type { Gateway } from '../../fixtures/gateway.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import type { Attempt } from './tried-door.ts';

/** More than a member lets one address have (charts/zookeeper). */
const MANY = 100;
/** So many come at once: a member counts connections when it has taken them on, and lets in as many more as come before (NIOServerCnxnFactory's doAccept). */
const WAVE = 20;
/**
 * What a client begins with, as ZooKeeper writes it (ConnectRequest in zookeeper.jute): its length, version 0, no transaction seen, a session of
 * twenty seconds, so that none ends before all have come, none before it, a password of 16 zeros, and that a member which only reads would not do.
 */
const GREETING = Buffer.concat([...[45, 0, 0, 0, 20_000, 0, 0, 16].map(bigEndian), Buffer.alloc(16 + 1)]);

/** Opens connections to a member of ZooKeeper, all from the gateway's address, and asks from a broker's pod while they are open. @param member host:port */
export async function takeConnections(member: string, gateway: Gateway, kubernetes: Kubernetes): Promise<Attempt> {
  const [host = '', port] = member.split(':');
  const door = await gateway.forward(host, Number(port));
  const sockets: Socket[] = [];
  try {
    let served = 0;
    while (sockets.length < MANY) {
      const wave = Array.from({ length: WAVE }, () => connect(door.port, door.host));
      sockets.push(...wave);
      served += (await Promise.all(wave.map(isServed))).filter((each) => each).length;
    }
    const neighbour = await askFromBroker(host, Number(port), kubernetes);
    const words = `${served} of ${MANY} connections of one address were served; another address was told: ${neighbour || 'nothing'}`;
    return { isOpen: served === MANY || !neighbour.startsWith('Mode: '), words };
  } finally {
    sockets.forEach((socket) => socket.destroy());
  }
}

/** Whether a member gives a connection a session, and does not close it. */
function isServed(socket: Socket): Promise<boolean> {
  socket.on('error', () => socket.destroy());
  socket.write(GREETING);
  return new Promise((resolve) => {
    socket.once('data', () => resolve(true));
    socket.once('close', () => resolve(false));
  });
}

/** What a member says of itself to a broker: "Mode: leader". */
async function askFromBroker(host: string, port: number, kubernetes: Kubernetes): Promise<string> {
  const [broker] = await kubernetes.pods('kafka');
  const asking = `exec 3<>/dev/tcp/${host}/${port}; printf srvr >&3; grep ^Mode <&3 || true`;
  return (await kubernetes.exec(broker?.metadata?.name ?? '', 'timeout', '10', 'bash', '-c', asking)).trim();
}

function bigEndian(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(number);
  return bytes;
}
