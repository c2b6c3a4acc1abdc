import type { Existing } from './existing.ts';

/** Kafka's own words for how its clients connect (security.protocol). */
const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'];
/** How they log in (sasl.mechanism). */
const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];

/** What makes no sense in how a Kafka is said to be connected to, behind its name: a protocol lacks what it asks, or something is named that it has no use for. */
export function nonsenseOfKafka({ address, credentials }: Existing[string]): string | undefined {
  const { 'security-protocol': protocol = 'PLAINTEXT' } = address;
  if (!PROTOCOLS.includes(protocol)) return `by ${protocol}; as security-protocol there are: ${PROTOCOLS.join(', ')}`;
  return nonsenseOfTls(protocol, credentials) ?? nonsenseOfLogin(protocol, address, credentials);
}

function nonsenseOfTls(protocol: string, credentials: object): string | undefined {
  const [speaksTls, hasAuthority] = [protocol.endsWith('SSL'), 'kafka-authority' in credentials];
  if (speaksTls === hasAuthority) return undefined;
  return speaksTls
    ? `by ${protocol}, without the Secret kafka-authority: which authority vouches for its brokers (ca.crt)`
    : `by ${protocol}, which has no use for the Secret kafka-authority`;
}

function nonsenseOfLogin(
  protocol: string,
  { 'sasl-mechanism': mechanism = '', user = '' }: Existing[string]['address'],
  credentials: object,
) {
  const isGiven = [mechanism !== '', user !== '', 'kafka-password' in credentials];
  if (!protocol.startsWith('SASL'))
    return isGiven.includes(true)
      ? `by ${protocol}, which has no use for a sasl-mechanism, a user or the Secret kafka-password`
      : undefined;
  if (isGiven.includes(false)) return `by ${protocol}, which wants a sasl-mechanism, a user and the Secret kafka-password`;
  return MECHANISMS.includes(mechanism) ? undefined : `with the sasl-mechanism ${mechanism}; there are: ${MECHANISMS.join(', ')}`;
}
