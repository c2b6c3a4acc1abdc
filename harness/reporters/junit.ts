import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import junitReportBuilder, { type Builder } from 'junit-report-builder';
import type { Results } from '../model/results.ts';
import type { Reporter } from '../stream/reporter.ts';

// The package's types describe its CommonJS form, where the builder lies one level deeper than in the form that is loaded.
const builder = junitReportBuilder as unknown as Builder;

/** junit.xml, for CI systems. */
export function reporter(): Reporter {
  return { end: (results, folder) => writeFile(join(folder, 'junit.xml'), junitOf(results)) };
}

/** A test suite for each of ours, and one called "ground" with an error in it when the ground failed. */
export function junitOf({ tests, failure }: Results): string {
  const report = builder.newBuilder();
  for (const suite of new Set(tests.map((test) => test.suite))) {
    const element = report.testSuite().name(suite);
    for (const test of tests.filter((candidate) => candidate.suite === suite)) {
      const testCase = element
        .testCase()
        .name(test.name)
        .className(suite)
        .file(test.file)
        .time(test.duration / 1000);
      for (const edge of test.edges) testCase.property('edge', edge);
      if (test.round !== undefined) testCase.property('round', String(test.round));
      if (test.status === 'skipped') testCase.skipped();
      if (test.reason !== undefined) testCase.standardOutput(test.reason);
      if (test.status === 'failed') testCase.failure(test.errors[0]?.split('\n')[0] ?? 'failed').standardError(test.errors.join('\n'));
    }
  }
  if (failure)
    report
      .testSuite()
      .name('ground')
      .testCase()
      .name(failure.kind)
      .error(failure.message)
      .standardError([failure.mend, ...failure.evidence].join('\n'));
  return report.build();
}
