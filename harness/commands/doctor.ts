import { EXIT } from '../base/failure.ts';
import { examine } from '../host/doctor.ts';
import { probeHost } from '../host/facts.ts';

const MARK = { ok: '✓', 'will be done': '▸', 'may fail': '!', missing: '✗' } as const;

/** `touchstone doctor`: what the host has and lacks. Exit code 3 when something is missing that the harness can't supply. */
export async function printDoctor(_options: object, signal: AbortSignal): Promise<number> {
  const findings = await examine(await probeHost(signal), signal);
  for (const { what, state, detail } of findings)
    process.stdout.write(`${MARK[state]} ${what.padEnd(18)} ${state === 'ok' ? '' : `${state}: `}${detail}\n`);
  return findings.some(({ state }) => state === 'missing') ? EXIT.ground : EXIT.passed;
}
