import type { ZooKeeperDoors } from './zookeeper-doors.ts';
import type { Attempt } from './tried-door.ts';

/** A number that no member has: what it says is answered at once, and counts for nothing in an ensemble that believes it. */
const ME = 200;

/** What somebody says of themselves who is no member, to the one that leads. */
export const IMPOSTURES: Readonly<Record<string, (doors: ZooKeeperDoors) => Promise<Attempt>>> = {
  'and votes': (doors) => says(votes(), 3888, 'the vote of the one that leads', doors),
  'and asks to be given the tree': (doors) => says(observes(), 2888, 'which epoch it is, and the tree next', doors),
};

/** Who they are, and that they look for a leader (QuorumCnxManager.InitialMessage, FastLeaderElection.buildMsg of ZooKeeper 3.9). */
function votes(): Buffer {
  const address = Buffer.from('localhost:3888');
  const vote = Buffer.concat([int(0), long(ME), long(1), long(1), long(1), int(1)]);
  return Buffer.concat([long(-65536), long(ME), int(address.length), address, int(vote.length), vote]);
}

/** That they follow without a vote (Leader.OBSERVERINFO; QuorumPacket and LearnerInfo in zookeeper.jute). */
function observes(): Buffer {
  const learner = Buffer.concat([long(ME), int(0x10000), long(0)]);
  return Buffer.concat([int(16), long(0), int(learner.length), learner, int(-1)]);
}

/** Says it in the pod of the one that leads, where no policy is in the way: members take each other's word, or do not. @param had by whoever is answered */
async function says(bytes: Buffer, port: number, had: string, { unasked, kubernetes }: ZooKeeperDoors): Promise<Attempt> {
  const [pod = ''] = (await unasked.leader()).split(':');
  const written = bytes.toString('hex').replaceAll(/../g, '\\x$&');
  // Fails where nobody listens, and where nobody answers and the connection stays.
  const script = `set -o pipefail; exec 3<>/dev/tcp/localhost/${port}; printf '${written}' >&3; timeout 10 head -c 16 <&3 | base64`;
  const answer = Buffer.from(await kubernetes.exec(pod, 'bash', '-c', script), 'base64');
  return answer.length > 0
    ? { isOpen: true, words: `they were told ${had}: ${answer.toString('hex')}` }
    : { isOpen: false, words: 'the connection was ended' };
}

function int(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(number);
  return bytes;
}

function long(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(number));
  return bytes;
}
