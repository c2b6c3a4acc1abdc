// Makes what Kubernetes says of network policies, pods and namespaces into rules for the node that it runs on, and writes them, each time whole and
// with a zero byte behind them, to a pipe where nft waits (enforcer.yaml). enforcer.mjs PIPE ALIVE: whoever hands nft what comes holds ALIVE, a second
// pipe, open. If that one ends, with a table that nft did not take perhaps, so does this, and begins anew with all that there is.
import { createReadStream, createWriteStream } from 'node:fs';
import { follow } from './follow.mjs';
import { tableOf } from './rules.mjs';

const KINDS = {
  policies: '/apis/networking.k8s.io/v1/networkpolicies',
  pods: '/api/v1/pods',
  namespaces: '/api/v1/namespaces',
};

const [, , rules, alive] = process.argv;
const pipe = createWriteStream(rules);
createReadStream(alive)
  .on('end', () => {
    console.error('nft has ended: see the log of its container');
    process.exit(1);
  })
  .resume();
const world = {};
let last;
let isWriting = false;

// Pods change all the time, and their addresses and labels seldom. While nft has not taken the last table, only the newest one waits.
function write() {
  if (isWriting || Object.keys(world).length < Object.keys(KINDS).length) return;
  const table = tableOf(world);
  if (table === last) return;
  last = table;
  isWriting = true;
  pipe.write(`${table}\0`, () => {
    isWriting = false;
    write();
  });
  console.log(`${world.policies.length} policies, ${world.pods.length} pods: ${table.length} bytes`);
}

for (const [kind, path] of Object.entries(KINDS))
  void follow(path, (objects) => {
    world[kind] = objects;
    write();
  });
