/** Why an image cannot be pulled. */
export type PullProblem = 'gone' | 'unauthorised' | 'rate-limited' | 'no such architecture' | 'registry out of reach' | 'unknown';

const PULL_PROBLEMS: readonly (readonly [RegExp, PullProblem])[] = [
  [/toomanyrequests|rate limit|\b429\b/i, 'rate-limited'],
  [/no matching manifest|no match for platform|exec format error/i, 'no such architecture'],
  [/manifest unknown|no such manifest|not found|name unknown|\b404\b|\b410\b/i, 'gone'],
  [/unauthorized|denied|authentication required|authorization failed|no basic auth|\b401\b|\b403\b/i, 'unauthorised'],
  [
    /no such host|connection refused|i\/o timeout|network is unreachable|TLS handshake|context deadline|EOF|no route|server misbehaving|lookup /i,
    'registry out of reach',
  ],
];

/** Reads the reason out of an engine's or a node's words. A deleted public repository answers like a private one: "unauthorised". */
export function classifyPullError(words: string): PullProblem {
  return PULL_PROBLEMS.find(([pattern]) => pattern.test(words))?.[1] ?? 'unknown';
}
