import { expect, onTestFinished, test } from 'vitest';
import { connectTo } from '../cluster/api.ts';
import { fakeApi, refusal, type FakeAnswer, type FakeRequest } from '../testing/fake-api.ts';
import { NamespaceWatch } from './namespace-watch.ts';

const quiet = new AbortController().signal;

function pod(name: string, resourceVersion = '1'): object {
  return { metadata: { name, namespace: 'team', resourceVersion } };
}

/** A namespace with one pod, and whatever is told of pods after it. */
function onePod(...later: { readonly type: string; readonly object: object }[]): (request: FakeRequest) => FakeAnswer {
  return ({ path, query }) => {
    const isPods = path.endsWith('/pods');
    if (query.has('watch')) return { watch: isPods ? later : [] };
    return { json: { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: isPods ? [pod('a')] : [] } };
  };
}

async function watch(answer: (request: FakeRequest) => FakeAnswer): Promise<NamespaceWatch> {
  const started = await NamespaceWatch.start(connectTo(await fakeApi(answer)), 'team', quiet);
  onTestFinished(() => started.stop());
  return started;
}

test('has what is there when it has started, and what comes later', async () => {
  const started = await watch(onePod({ type: 'ADDED', object: pod('b', '2') }));
  expect(started.pods().map(({ metadata }) => metadata?.name)).toContain('a');
  expect(await started.until('b', () => started.pods().find(({ metadata }) => metadata?.name === 'b'), quiet)).toBeDefined();
});

test('what is refused ends the start, in words', async () => {
  const answer = onePod();
  const refusing = (request: FakeRequest): FakeAnswer =>
    request.path.endsWith('/events') ? refusal(403, 'events is forbidden') : answer(request);
  await expect(watch(refusing)).rejects.toThrow('does not let this user list and watch events');
});

test('asks again at the moment that the question names, though nothing changes', async () => {
  const started = await watch(onePod());
  const at = Date.now() + 50;
  expect(
    await started.until(
      'a moment',
      () => Date.now() >= at || undefined,
      quiet,
      () => at,
    ),
  ).toBe(true);
});

test('who waits is told what the question throws, and why the wait is stopped', async () => {
  const started = await watch(onePod());
  const throwing = (): undefined => {
    throw new Error('it never will');
  };
  await expect(started.until('nothing', throwing, quiet)).rejects.toThrow('it never will');
  const stop = new AbortController();
  const waiting = started.until('ever', () => undefined, stop.signal);
  stop.abort(new Error('told to'));
  await expect(waiting).rejects.toThrow('told to');
});
