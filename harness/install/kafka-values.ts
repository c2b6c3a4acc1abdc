import type { Existing } from '../model/existing.ts';
import { connectsTo, type Stack } from '../model/stack.ts';
import type { SharedConfig } from './config.ts';

const KAFKA = 'kafka';

/** How Kafka is spoken to, as charts of its clients take it (charts/common/values.definitions.json). */
interface KafkaValues {
  readonly kafka: {
    readonly protocol: string;
    readonly mechanism: string;
    /** Empty where it wants no login. */
    readonly user: string;
    /** The Secret that has the user's password. */
    readonly secret: string;
  };
}

/**
 * The values of a system's chart by which its pods speak to Kafka as the shared ConfigMap says; none where that wants neither TLS nor a login, or where they
 * have no business with it. To the stack's own a system logs in by its own name, to one that is there already as its file says.
 */
export function kafkaValues(
  system: string,
  { stack, existing = {} }: { readonly stack: Stack; readonly existing?: Existing | undefined },
  config: SharedConfig,
): KafkaValues | Record<string, never> {
  const {
    'security-protocol': protocol = 'PLAINTEXT',
    'sasl-mechanism': mechanism = '',
    user = '',
  } = config.get('kafka-address')?.data ?? {};
  if (!connectsTo(stack, system, KAFKA) || protocol === 'PLAINTEXT') return {};
  if (!protocol.startsWith('SASL')) return { kafka: { protocol, mechanism: '', user: '', secret: '' } };
  const login = KAFKA in existing ? { user, secret: 'kafka-password' } : { user: system, secret: `kafka-${system}` };
  return { kafka: { protocol, mechanism, ...login } };
}
