// Makes versitygw's buckets, and says what users may do with them: buckets.mjs SETTINGS KEYS HOST:PORT. It asks until the server has taken that, which
// starts beside it, and ends then. A user has no policy there, a bucket has one (S3, "PutBucketPolicy"): what the policies of all users say of it.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { keysIn } from './keys.mjs';
import { signed } from './sign.mjs';

// Milliseconds: how long the server is asked until the container starts again, and between two questions.
const PATIENCE = 120_000;
const PAUSE = 100;

const [settings, folder, store] = process.argv.slice(2);
const { users, policies, buckets } = JSON.parse(readFileSync(settings, 'utf8'));

const begin = Date.now();
for (const bucket of buckets) {
  await taken(bucket, { query: '', body: '' });
  await taken(bucket, { query: 'policy=', body: policyOf(bucket) });
}
console.log(`versitygw has the buckets ${buckets.join(', ')} for the users ${Object.keys(users).join(', ')}`);

async function taken(bucket, request) {
  for (let refusal; (refusal = await put(`/${bucket}`, request)) !== undefined; await pause(PAUSE))
    if (Date.now() - begin > PATIENCE) throw new Error(`versitygw does not take the bucket ${bucket}: ${refusal}`);
}

// Gives why the server does not take a bucket or its policy, in its own words; nothing when it has it.
async function put(path, { query, body }) {
  const headers = signed({ method: 'PUT', host: store, path, query, body, region: process.env.REGION, keys: keysIn(folder, 'root') });
  try {
    const answer = await fetch(`http://${store}${path}${query && `?${query}`}`, { method: 'PUT', headers, body });
    const words = await answer.text();
    return answer.ok || words.includes('<Code>BucketAlreadyOwnedByYou</Code>') ? undefined : `HTTP ${answer.status}: ${words}`;
  } catch ({ cause, message }) {
    return cause?.message ?? message;
  }
}

function policyOf(bucket) {
  const statements = Object.entries(users).flatMap(([user, policy]) => {
    const Principal = { AWS: [keysIn(folder, user).access] };
    return policies[policy].Statement.map((statement) => ({
      ...statement,
      Principal,
      Resource: resourcesIn(`arn:aws:s3:::${bucket}`, statement),
    }));
  });
  return JSON.stringify({ Version: '2012-10-17', Statement: statements.filter(({ Resource }) => Resource.length > 0) });
}

// What of a statement is in a bucket. Of several keys in one request, and of a form, versitygw asks what is allowed with the bucket, where S3 asks of each
// key: who may do something with every key may do it with the bucket.
function resourcesIn(bucket, { Resource }) {
  const within = Resource.filter((resource) => resource === bucket || resource.startsWith(`${bucket}/`));
  return within.includes(`${bucket}/*`) ? [...within, bucket] : within;
}
