// Keeps what it is told as objects of a bucket, and says it again from there: PUT and GET /NAME. GET / is well once the store is. echo.mjs PORT KEYS
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

const { OBJECT_STORE, OBJECT_STORE_REGION, BUCKET, FOLDER } = process.env;
const [port, folder] = process.argv.slice(2);
const [accessKey, secretKey] = ['access-key', 'secret-key'].map((name) => readFileSync(`${folder}/${name}`, 'utf8'));

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const hmac = (key, data) => createHmac('sha256', key).update(data).digest();

// Asks the store, signed as Amazon S3's "Signature Version 4" has it.
function ask(method, path, body = Buffer.alloc(0)) {
  const { href, host, pathname } = new URL(path, OBJECT_STORE);
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/${OBJECT_STORE_REGION}/s3/aws4_request`;
  const signed = { host, 'x-amz-content-sha256': sha256(body), 'x-amz-date': date };
  const names = Object.keys(signed).join(';');
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}`);
  const request = [method, pathname, '', ...lines, '', names, signed['x-amz-content-sha256']].join('\n');
  const key = scope.split('/').reduce(hmac, `AWS4${secretKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(request)].join('\n')).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return fetch(href, { method, headers: { ...signed, authorization }, ...(method === 'PUT' ? { body } : {}) });
}

async function answer({ method, url }, body) {
  const [, name] = /^\/([\w.-]*)$/.exec(url) ?? [];
  if (name === undefined || !['GET', 'PUT'].includes(method)) return { status: 400, words: 'PUT or GET /NAME' };
  const said = name === '' ? await ask('HEAD', `/${BUCKET}`) : await ask(method, `/${BUCKET}/${FOLDER}/${name}`, body);
  return { status: said.status, words: Buffer.from(await said.arrayBuffer()) };
}

const server = createServer(async (request, response) => {
  try {
    const { status, words } = await answer(request, await buffer(request));
    response.writeHead(status).end(words);
  } catch (error) {
    response.writeHead(502).end(`the store does not answer: ${error.message}`);
  }
});

server.listen(Number(port), () => console.log(`listening on ${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
