import { readFileSync } from 'node:fs';
import type { SerializedError, UserConsoleLog } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { pathIn, type Project } from '../base/project.ts';
import type { TestRecord } from '../model/record.ts';
import { readStack } from '../model/stack.ts';
import { suiteOfFile } from '../model/suite.ts';
import type { FromRunner } from './messages.ts';
import { namedEdges } from './named-edges.ts';
import { describeError, describeStray } from './describe-error.ts';
import { fileOfStray, isStray } from './stray-errors.ts';

/** Vitest reporter that tells the harness when each test begins and ends, and a record of it. */
export class Recorder implements Reporter {
  constructor(
    private readonly project: Project,
    private readonly tell: (message: FromRunner) => void,
  ) {}

  /** What --grep and --edge leave out is announced too, and never begins. */
  onTestCaseReady(test: TestCase): void {
    if (test.options.mode === 'skip') return;
    this.tell({ kind: 'begin', id: test.id, name: `${placeIn(this.project, test.module.moduleId).suite} · ${test.fullName}` });
  }

  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    const status = result.state === 'passed' || result.state === 'skipped' ? result.state : 'failed';
    const diagnostic = test.diagnostic();
    const reason = couldNotRun(test) ? 'its set-up failed' : result.state === 'skipped' ? result.note : undefined;
    this.tell({ kind: 'end', id: test.id, status, reason, startedAt: diagnostic?.startTime });
    this.record({
      ...placeIn(this.project, test.module.moduleId),
      name: test.fullName,
      edges: test.tags,
      status,
      ...(reason === undefined ? {} : { reason }),
      ...doorOf(test),
      startedAt: diagnostic?.startTime ?? Date.now(),
      duration: Math.round(diagnostic?.duration ?? 0),
      errors: [...new Set((result.errors ?? []).map((error) => describeError(error, this.project)))], // Vitest gives what a fixture's clean-up throws twice
    });
  }

  /** A hook around several tests that failed, or a file that could not be run, fails as a test of its own, so that it is never overlooked. */
  onTestSuiteResult(suite: TestSuite): void {
    this.recordErrors(
      placeIn(this.project, suite.module.moduleId),
      `${suite.fullName} (set-up or tear-down)`,
      suite.errors().map((error) => describeError(error, this.project)),
      provenByThoseLeftOut(suite),
    );
  }

  onTestModuleEnd(module: TestModule): void {
    if (module.errors().length === 0) return;
    const wasLoaded = module.children.size > 0;
    const untested = wasLoaded
      ? provenByThoseLeftOut(module)
      : namedEdges(readFileSync(module.moduleId, 'utf8'), Object.keys(readStack(this.project).edges));
    this.recordErrors(
      placeIn(this.project, module.moduleId),
      'the test file itself',
      module.errors().map((error) => describeError(error, this.project)),
      untested,
    );
  }

  /** So do errors that no test waited for, those of a file together. */
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const stray = unhandled.filter(isStray);
    for (const file of new Set(stray.map(fileOfStray))) {
      const ofFile = stray.filter((error) => fileOfStray(error) === file);
      const place = file === undefined ? { ...placeIn(this.project, modules[0]?.moduleId ?? ''), file: '' } : placeIn(this.project, file);
      this.recordErrors(place, 'outside of any test', [...new Set(ofFile.map((error) => describeStray(error, this.project)))]);
    }
  }

  /** What a test or a fixture says beside its result, a clean-up that failed above all, is for the report's reader. */
  onUserConsoleLog({ content }: UserConsoleLog): void {
    this.tell({ kind: 'note', text: content.trim() });
  }

  private record(record: TestRecord): void {
    this.tell({ kind: 'record', record });
  }

  private recordErrors(place: Place, name: string, errors: readonly string[], untested: readonly string[] = []): void {
    if (errors.length === 0) return;
    this.record({
      ...place,
      name,
      edges: [],
      ...(untested.length === 0 ? {} : { untested }),
      status: 'failed',
      startedAt: Date.now(),
      duration: 0,
      errors: [...errors, ...(untested.length === 0 ? [] : [`left untested: ${untested.join(', ')}`])],
    });
  }
}

type Place = Pick<TestRecord, 'suite' | 'file'>;

/** Whether a test was selected and skipped because a hook around it failed: vitest marks all that the hook is for, with no word why. */
function couldNotRun(test: TestCase): boolean {
  const result = test.result();
  if (result.state !== 'skipped' || result.note !== undefined || test.options.mode === 'skip') return false;
  for (let around: TestSuite | TestModule = test.parent; ; around = around.parent) {
    if (around.errors().length > 0) return true;
    if (around.type === 'module') return false;
  }
}

/** What the test said of the door that it tried, by its meta data. */
function doorOf(test: TestCase): Pick<TestRecord, 'door'> {
  const { door } = test.meta();
  return door === undefined ? {} : { door };
}

/** The edges that tests prove which could not run, each once. */
function provenByThoseLeftOut({ children }: TestSuite | TestModule): string[] {
  const proven = [...children.allTests()].filter(couldNotRun).map(({ tags }) => tags[0]);
  return [...new Set(proven.filter((edge) => edge !== undefined))];
}

/** @param path the test file's absolute path */
function placeIn(project: Project, path: string): Place {
  const file = pathIn(project, path);
  return { suite: suiteOfFile(file), file };
}
