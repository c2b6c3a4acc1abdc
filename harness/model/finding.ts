/** One thing that a run needs of where it takes place: how it stands, and what will be done, or is to be done, about it. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'will be done' | 'may fail' | 'not known' | 'missing';
  readonly detail: string;
  /** What to do about what is missing. */
  readonly mend?: string;
}

const MARK = { ok: '✓', 'will be done': '▸', 'may fail': '!', 'not known': '?', missing: '✗' } as const;

/** Findings as a table, a line each, and another for what to do about it. */
export function tableOf(findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ what }) => what.length));
  return findings.flatMap(({ what, state, detail, mend }) => [
    `${MARK[state]} ${what.padEnd(width)}  ${state === 'ok' ? '' : `${state}: `}${detail}`,
    ...(mend === undefined ? [] : [`${''.padEnd(width + 4)}→ ${mend}`]),
  ]);
}
