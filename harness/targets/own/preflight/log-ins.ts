import type { Finding } from '../../../model/finding.ts';
import { SECURE, withOverlay } from '../../../model/overlay.ts';
import type { Plan } from '../../../model/plan.ts';

/** Why the overlay `secure` does not come by itself. */
const WHY_NOT =
  'not by itself, because parts of suites need an image of NiFi’s that speaks TLS to Kafka, and three nodes take the overlay replicated';

/** The systems of a plan that the overlay `secure` has ask who comes. */
export function askersOf({ stack, project, systems }: Pick<Plan, 'stack' | 'project' | 'systems'>): string[] {
  return askingOf({ stack: withOverlay(stack, project, SECURE), systems });
}

/** The systems of a plan that ask who comes, as it is. */
export function askingOf({ stack, systems }: Pick<Plan, 'stack' | 'systems'>): string[] {
  return systems.filter((name) => stack.systems[name]?.values.secured === true || stack.systems[name]?.values.kerberos === true);
}

/** Whether systems ask who comes. @param askers as askersOf() @param asking as askingOf() what is installed */
export function examineLogIns(askers: readonly string[], asking: readonly string[]): Finding[] {
  const believing = askers.filter((name) => !asking.includes(name)).join(', ');
  const ok = `${asking.join(', ')} ask who comes, by a certificate, a password or a ticket`;
  const believe = `${believing} will believe whoever reaches them, in plain text: network policies alone keep others out, where the cluster enforces them. --overlay secure has them ask who comes; ${WHY_NOT}`;
  return [
    ...(asking.length > 0 ? [{ what: 'log-ins', state: 'ok', detail: ok } as const] : []),
    ...(believing === '' ? [] : [{ what: 'log-ins', state: 'will be done', detail: believe } as const]),
  ];
}
