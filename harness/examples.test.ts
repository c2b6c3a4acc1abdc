import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { signV4 } from 'minio/dist/esm/signing.mjs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './base/paths.ts';
import { touchstone } from './testing/command-line.ts';
import { realTools } from './testing/real-tools.ts';
import { render } from './install/render.ts';
import { configFolders } from './model/overlay.ts';
import { makePlan } from './model/plan.ts';
import { openProject } from './open-project.ts';

// examples/echo as far as it goes without a cluster; docs/extend.md goes through it.

const ECHO = join(ROOT, 'examples', 'echo');
const NEVER = new AbortController().signal;

describe('a project of its own', () => {
  test('has its suite listed, with its edge and the systems of both', async () => {
    const args = ['test', '--project', ECHO, '--suite', 'echo', '--list', '--json', '--quiet'];
    const listed = JSON.parse(await touchstone(args)) as unknown;
    const name = 'what echo is told lies in the object store, and what lies there echo says';
    expect(listed).toEqual({
      tests: [{ suite: 'echo', file: 'suites/echo/words.test.ts', name, edges: ['echo→minio'] }],
      broken: [],
      systems: ['gateway', 'minio', 'echo'],
    });
  }, 120_000);

  test('has its chart and its ConfigMaps rendered beside those of the repository', async ({ skip }) => {
    const { helm, kubectl } = await realTools({ skip });
    const project = openProject(ECHO);
    const plan = await makePlan(project, ['echo']);
    const design = {
      ...plan,
      tools: { helm, kubectl },
      configFolders: configFolders(project, undefined),
      references: new Map(plan.images.map((image) => [image, `the-${image}`])),
      chartValues: () => ({}),
    };
    const { config, releases } = await render(design, NEVER);
    expect(config.get('echo')?.data).toEqual({ url: 'http://echo:8080', bucket: 'warehouse', folder: 'echo' });
    expect([...config.keys()]).toContain('object-store');
    const echo = releases.find(({ system }) => system === 'echo');
    expect(echo).toMatchObject({ chart: join(ECHO, 'charts', 'echo'), workloads: [{ kind: 'Deployment', name: 'echo' }] });
    expect(parse(echo?.values ?? '')).toMatchObject({ image: 'the-gateway' });
  });
});

const KEYS = { 'access-key': 'an-access-key', 'secret-key': 'a/secret+key' };
const REGION = 'eu-central-2';

/** An object store that takes what is signed as MinIO's own client would sign it. @returns its address */
async function store(): Promise<string> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const { host = '', authorization } = headers;
      const [date, sha256] = [String(headers['x-amz-date']), String(headers['x-amz-content-sha256'])];
      const at = new Date(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, '$1-$2-$3:$4:'));
      const asked = {
        protocol: 'http:' as const,
        method,
        path: url,
        headers: { host, 'x-amz-content-sha256': sha256, 'x-amz-date': date },
      };
      const signature = signV4(asked, KEYS['access-key'], KEYS['secret-key'], REGION, at, sha256);
      if (authorization === signature && method === 'PUT') objects.set(url, body);
      if (authorization !== signature) response.writeHead(403).end();
      else if (method === 'GET') response.writeHead(objects.has(url) ? 200 : 404).end(objects.get(url));
      else response.end();
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('the example’s program keeps what it is told in the store, and says it again from there', async () => {
  const env = { ...process.env, OBJECT_STORE: await store(), OBJECT_STORE_REGION: REGION, BUCKET: 'warehouse', FOLDER: 'echo' };
  const keys = mkdtempSync(join(tmpdir(), 'touchstone-keys-'));
  onTestFinished(() => rmSync(keys, { recursive: true }));
  for (const [name, value] of Object.entries(KEYS)) writeFileSync(join(keys, name), value);
  const program = spawn(process.execPath, [join(ECHO, 'charts/echo/files/echo.mjs'), '0', keys], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void program.kill('SIGKILL'));
  const [line] = (await once(createInterface(program.stdout), 'line')) as [string];
  const echo = `http://127.0.0.1:${line.split(' ').at(-1) ?? ''}`;
  const status = async (path: string, init: RequestInit = {}): Promise<number> => (await fetch(`${echo}${path}`, init)).status;

  expect(await status('/')).toBe(200);
  expect(await status('/a-name', { method: 'PUT', body: 'ünïcødé\nwords' })).toBe(200);
  expect(await (await fetch(`${echo}/a-name`)).text()).toBe('ünïcødé\nwords');
  expect(await status('/another')).toBe(404);
  expect(await status('/a/b')).toBe(400);
  expect(await status('/a-name', { method: 'DELETE' })).toBe(400);
});
