import { expect, test } from 'vitest';
import type { RunEvent } from './events.ts';
import { Stream } from './stream.ts';

function listened(): { stream: Stream; events: RunEvent[] } {
  const [stream, events] = [new Stream(), [] as RunEvent[]];
  stream.listen((event) => events.push(event));
  return { stream, events };
}

test('a step tells that it began, how far it is and how it ended, and hands on what its work gives', async () => {
  const { stream, events } = listened();
  const result = await stream.step('images/build', 'build presto', (progress) => {
    progress('3/4');
    return Promise.resolve('built');
  });
  expect(result).toBe('built');
  expect(events.map((event) => event.kind)).toEqual(['step-began', 'step-told', 'step-ended']);
  expect(events.at(-1)).toMatchObject({
    key: 1,
    step: { id: 'images/build', phase: 'images', name: 'build presto', status: 'done', detail: '3/4' },
  });
});

test('a step whose work fails ends as failed, and the failure is thrown', async () => {
  const { stream, events } = listened();
  await expect(stream.step('target/create', 'create', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(events.at(-1)).toMatchObject({ step: { status: 'failed' } });
});

test('what is to be hidden is in no event, wherever it stands, whoever listens', () => {
  const { stream, events } = listened();
  stream.hide(['a"secret<value>']);
  stream.note('the key is a"secret<value>');
  const record = { suite: 's', file: 'f', name: 'n', edges: [], status: 'failed', startedAt: 0, duration: 0 } as const;
  stream.tell({ kind: 'test-ended', record: { ...record, errors: ['expected a"secret<value> to be x'] } });
  stream.begin('tests/test', 'a"secret<value>').end('done');
  expect(JSON.stringify(events)).not.toContain('secret');
  expect(events).toHaveLength(4);
});
