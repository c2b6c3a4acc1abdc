import { expect, test } from 'vitest';
import { tryRun } from '../base/command.ts';
import type { TestRecord } from '../model/record.ts';
import { junitOf } from './junit.ts';
import type { Results } from '../model/results.ts';
import { EMPTY_RESULTS } from '../testing/empty-results.ts';

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

/** Expat, which takes nothing that is not well-formed. None of this project's libraries is so strict. */
const PARSE = `
import json, sys, xml.etree.ElementTree as tree
def dump(e): return {'tag': e.tag, 'attributes': e.attrib, 'text': (e.text or '').strip(), 'children': [dump(c) for c in e]}
print(json.dumps(dump(tree.fromstring(sys.stdin.buffer.read()))))
`;

/** The report as a reader of XML sees it; undefined where the host has no Python. @throws Error when it is not well-formed */
async function parsed(xml: string): Promise<Element | undefined> {
  if ((await tryRun('python3', ['--version'])) === undefined) return undefined;
  const dumped = await tryRun('python3', ['-c', PARSE], { input: xml });
  if (dumped === undefined) throw new Error(`not well-formed: ${xml}`);
  return JSON.parse(dumped) as Element;
}

const STARTED = Date.parse('2026-11-28T12:00:05.700Z');

function results(...tests: readonly Partial<TestRecord>[]): Results {
  return {
    ...EMPTY_RESULTS,
    verdict: 'failed',
    exitCode: 1,
    tests: tests.map((test) => ({
      suite: 'warehousing',
      file: 'suites/warehousing/a.test.ts',
      name: 'reads back',
      edges: [],
      status: 'passed',
      startedAt: STARTED,
      duration: 1_500,
      errors: [],
      ...test,
    })),
  };
}

test('an error stands in the failure’s body as it is, whatever it holds', async ({ skip }) => {
  const error = 'TypeError: expected <a> & "b" ]]> to be ]]> and ]]>\n- ]]>]]>\n+ <![CDATA[ü→\n    at a.test.ts:1';
  const report = await parsed(junitOf(results({ status: 'failed', errors: [error, 'and \u0000\u001b[31m another'] })));
  if (!report) return skip('the host has no Python');
  const failure = report.children[0]?.children[0]?.children.find(({ tag }) => tag === 'failure');
  expect(failure?.attributes).toEqual({ message: 'TypeError: expected <a> & "b" ]]> to be ]]> and ]]>', type: 'TypeError' });
  expect(failure?.text).toBe(`${error}\nand [31m another`);
});

test('an error without a name is one of its own type', () => {
  expect(junitOf(results({ status: 'failed', errors: ['expected 1 to be 2'] }))).toContain(
    '<failure message="expected 1 to be 2" type="Error">',
  );
});

test('rounds of a test have names of their own, and a suite says when it began', async ({ skip }) => {
  const report = await parsed(
    junitOf(
      results({ round: 1, startedAt: STARTED + 9_000 }, { round: 2, status: 'failed', errors: ['x'] }, { round: 3, status: 'skipped' }),
    ),
  );
  if (!report) return skip('the host has no Python');
  const [suite] = report.children;
  expect(suite?.attributes).toMatchObject({
    name: 'warehousing',
    tests: '3',
    failures: '1',
    skipped: '1',
    timestamp: '2026-11-28T12:00:05',
    time: '4.5',
  });
  expect(suite?.children.map(({ attributes }) => attributes.name)).toEqual([
    'reads back (round 1)',
    'reads back (round 2)',
    'reads back (round 3)',
  ]);
});

test('the ground’s failure has what to do about it in its body', async ({ skip }) => {
  const failure = { kind: 'ground', message: 'the disk is full', mend: 'Free some.', evidence: ['no space ]]> left ]]>'] } as const;
  const report = await parsed(junitOf({ ...results(), failure }));
  if (!report) return skip('the host has no Python');
  expect(report.children[0]?.children[0]?.children[0]).toMatchObject({
    tag: 'error',
    attributes: { message: 'the disk is full', type: 'ground' },
    text: 'Free some.\nno space ]]> left ]]>',
  });
});
