import type { Finding } from '../../../model/finding.ts';
import { SECURE, withOverlay } from '../../../model/overlay.ts';
import type { Plan } from '../../../model/plan.ts';

/** Why the overlay `secure` does not come by itself. */
const WHY_NOT =
  'not by itself, because parts of suites need an image of NiFi’s that speaks TLS to Kafka, and three nodes take the overlay replicated';

/** The systems of a plan that the overlay `secure` has ask who comes. */
export function askersOf({ stack, project, systems }: Pick<Plan, 'stack' | 'project' | 'systems'>): string[] {
  const secured = withOverlay(stack, project, SECURE).systems;
  return systems.filter((name) => secured[name]?.values.secured === true || secured[name]?.values.kerberos === true);
}

/**
 * Whether systems ask who comes.
 * @param askers as askersOf() @param isSecure whether it is that overlay which is installed
 */
export function examineLogIns(askers: readonly string[], isSecure: boolean): Finding[] {
  if (askers.length === 0) return [];
  const names = askers.join(', ');
  const rest = askers.includes('hbase') ? '; HBase’s REST server asks nobody' : '';
  if (isSecure)
    return [{ what: 'log-ins', state: 'ok', detail: `${names} ask who comes, by a certificate, a password or a ticket${rest}` }];
  return [
    {
      what: 'log-ins',
      state: 'will be done',
      detail: `${names} will believe whoever reaches them, in plain text: network policies alone keep others out, where the cluster enforces them. --overlay secure has them ask who comes; ${WHY_NOT}`,
    },
  ];
}
