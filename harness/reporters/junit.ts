import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import junitReportBuilder, { type Builder, type TestCase } from 'junit-report-builder';
import { roundMark, type TestRecord } from '../model/record.ts';
import type { Results } from '../model/results.ts';
import type { Reporter } from '../stream/reporter.ts';

// The package's types describe its CommonJS form, where the builder lies one level deeper than in the form that is loaded.
const builder = junitReportBuilder as unknown as Builder;

/** junit.xml, for CI systems. */
export function reporter(): Reporter {
  return { end: (results, folder) => writeFile(join(folder, 'junit.xml'), junitOf(results)) };
}

/**
 * A test suite for each of ours, and one called "ground" with an error in it when the ground failed. The builder knows no message of a skipped test,
 * whose reason stands in its output, and no name of a host.
 */
export function junitOf({ tests, failure }: Results): string {
  const report = builder.newBuilder();
  for (const suite of new Set(tests.map((test) => test.suite))) {
    const ofSuite = tests.filter((candidate) => candidate.suite === suite);
    const element = report
      .testSuite()
      .name(suite)
      .timestamp(inSeconds(Math.min(...ofSuite.map(({ startedAt }) => startedAt))))
      .time(ofSuite.reduce((sum, { duration }) => sum + duration, 0) / 1000);
    for (const test of ofSuite) describeTest(element.testCase(), test);
  }
  if (failure)
    report
      .testSuite()
      .name('ground')
      .testCase()
      .name(failure.kind)
      .error(failure.message, failure.kind, characterData([failure.mend, ...failure.evidence].join('\n')));
  return report.build();
}

/** Rounds of a test have names of their own: of test cases with the same name most readers keep the last, and a flaky test looks green. */
function describeTest(element: TestCase, { suite, file, name, round, edges, door, status, reason, duration, errors }: TestRecord): void {
  element
    .name(`${name}${roundMark(round)}`)
    .className(suite)
    .file(file)
    .time(duration / 1000);
  for (const edge of edges) element.property('edge', edge);
  if (door) element.property('door', `${door.status} (${door.threat}): ${door.words}`);
  if (round !== undefined) element.property('round', String(round));
  if (status === 'skipped') element.skipped();
  if (reason !== undefined) element.standardOutput(characterData(reason));
  if (status !== 'failed') return;
  const [message = 'failed'] = errors[0]?.split('\n') ?? [];
  element.failure(message, /^\w*(Error|Exception)(?=: )/.exec(message)?.[0] ?? 'Error').stacktrace(characterData(errors.join('\n')));
}

/**
 * Text for the builder, which writes it as character data: that ends at the first `]]>`, and the builder parts only the first of a text in two. The
 * later ones are parted here.
 */
function characterData(text: string): string {
  const [first = '', second, ...more] = text.split(']]>');
  return second === undefined ? text : `${first}]]>${[second, ...more].join(']]]]><![CDATA[>')}`;
}

/** A moment as JUnit's schema wants it: UTC to the second, with no word of the zone. */
function inSeconds(moment: number): string {
  return new Date(moment).toISOString().slice(0, 19);
}
