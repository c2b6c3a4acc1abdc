import { createHash, createHmac } from 'node:crypto';

// The headers that sign a request to an S3 store, its admin API among it (AWS, "Signature Version 4"). A query is as it is signed: name=value, in order.
export function signed({ method, host, path, query = '', body, region, keys }) {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const headers = { host, 'x-amz-content-sha256': digest(body), 'x-amz-date': now };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = [method, path, query, lines.join(''), names, digest(body)].join('\n');
  const scope = [now.slice(0, 8), region, 's3', 'aws4_request'];
  const words = ['AWS4-HMAC-SHA256', now, scope.join('/'), digest(request)].join('\n');
  const signature = [...scope, words].reduce((key, part) => createHmac('sha256', key).update(part).digest(), `AWS4${keys.secret}`);
  const credential = `Credential=${keys.access}/${scope.join('/')}`;
  return { ...headers, authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature.toString('hex')}` };
}

function digest(content) {
  return createHash('sha256').update(content).digest('hex');
}
