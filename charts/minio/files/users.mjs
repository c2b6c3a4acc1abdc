// Makes MinIO's users, and says what each may do: users.mjs SETTINGS KEYS HOST:PORT [AUTHORITY], by TLS where a file says who vouches for it. It asks until MinIO has taken them, which starts beside it, and
// ends then. All go in one request (MinIO's admin API, "import-iam"): they are what they are told to be then, and no other user is touched.
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { keysIn } from './keys.mjs';
import { signed } from './sign.mjs';
import { zipOf } from './zip.mjs';

// Milliseconds: how long MinIO is asked until the container starts again, and between two questions.
const PATIENCE = 120_000;
const PAUSE = 100;

const PATH = '/minio/admin/v3/import-iam';

const [settings, folder, store, authority] = process.argv.slice(2);
const { users, policies } = JSON.parse(readFileSync(settings, 'utf8'));

const archive = zipOf({
  'iam-assets/policies.json': JSON.stringify(policies),
  'iam-assets/users.json': JSON.stringify(ofEach((_, secretKey) => ({ secretKey, status: 'enabled' }))),
  'iam-assets/user_mappings.json': JSON.stringify(ofEach((policy) => ({ version: 1, policy }))),
});
// Its certificate is that of its Service, by whose name nobody asks from within its own pod.
const [scheme, { request }, trust] = authority
  ? ['https', https, { ca: readFileSync(authority), servername: 'minio' }]
  : ['http', http, {}];
const begin = Date.now();
for (let refusal; (refusal = await put()) !== undefined; await pause(PAUSE))
  if (Date.now() - begin > PATIENCE) throw new Error(`MinIO does not take its users: ${refusal}`);
console.log(`MinIO has the users ${Object.keys(users).join(', ')}`);

// Something of each user, by their access key.
function ofEach(something) {
  return Object.fromEntries(
    Object.entries(users).map(([name, policy]) => {
      const { access, secret } = keysIn(folder, name);
      return [access, something(policy, secret)];
    }),
  );
}

// Gives why MinIO does not take the users, in its own words; nothing when it has them.
function put() {
  const headers = signed({
    method: 'PUT',
    host: store,
    path: PATH,
    body: archive,
    region: process.env.REGION,
    keys: keysIn(folder, 'root'),
  });
  return new Promise((resolve) => {
    const asking = request(`${scheme}://${store}${PATH}`, {
      ...trust,
      method: 'PUT',
      headers: { ...headers, 'content-length': archive.length },
    });
    asking.on('error', ({ message }) => resolve(message));
    asking.on('response', async (answer) => {
      const words = Buffer.concat(await answer.toArray()).toString();
      resolve(answer.statusCode === 200 ? undefined : `HTTP ${answer.statusCode}: ${words}`);
    });
    asking.end(archive);
  });
}
