import { closingLine, type Results } from '../model/results.ts';
import type { Step } from '../model/step.ts';

const MARK = { running: '▸', done: '✓', failed: '✗' } as const;

/**
 * e2e.log: all that a run did, a line a step, by when it ended. It begins and ends with the lines that reviewers of the Kubernetes conformance programme
 * look for (github.com/cncf/k8s-conformance, reviewing.md): the API server's version, and the count.
 */
export function logOf({ run, cluster, timeline, notes, counts, verdict }: Results, maker: string): string {
  const steps = [...timeline].sort((a, b) => endOf(a) - endOf(b));
  const word = verdict === 'passed' ? 'SUCCESS!' : 'FAIL!';
  return [
    `${timeOf(run.startedAt)} e2e test version: ${maker}`,
    `${timeOf(run.startedAt)} kube-apiserver version: ${cluster?.kubernetes ?? 'untold'}`,
    ...steps.map(lineOf),
    ...notes.map((note) => `${timeOf(run.endedAt)}   ${note}`),
    closingLine(counts),
    `${word} -- ${counts.passed} Passed | ${counts.failed} Failed | 0 Pending | ${counts.skipped} Skipped`,
    ...(verdict === 'passed' ? ['PASS'] : []),
    '',
  ].join('\n');
}

function lineOf(step: Step): string {
  const seconds = step.endedAt === undefined ? '' : `${((step.endedAt - step.startedAt) / 1000).toFixed(1)} s`;
  const words = [MARK[step.status], step.phase, step.name, step.detail === undefined ? '' : `· ${step.detail}`, seconds];
  return `${timeOf(endOf(step))} ${words.filter((word) => word !== '').join(' ')}`;
}

function endOf({ startedAt, endedAt = startedAt }: Step): number {
  return endedAt;
}

function timeOf(moment: number): string {
  return new Date(moment).toISOString();
}
