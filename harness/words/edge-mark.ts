import type { EdgeVerdict } from '../model/edges.ts';

/** How an edge fares, in one letter. */
export const EDGE_MARK: Readonly<Record<EdgeVerdict['status'], string>> = {
  passed: '✓',
  failed: '✗',
  blocked: '⊘',
  skipped: '-',
  untested: '?',
};
