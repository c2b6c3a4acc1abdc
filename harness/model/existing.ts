import { z } from 'zod';

/** A Secret of the namespace, and under which keys it has what the stack's own Secret would. */
const copySchema = z.strictObject({ secret: z.string(), keys: z.record(z.string(), z.string()) });

const systemSchema = z.strictObject({
  address: z.record(z.string(), z.coerce.string()),
  credentials: z.record(z.string(), copySchema).default({}),
});

/** The file of --existing. */
export const existingSchema = z.record(z.string(), systemSchema);

/** Systems that are there already, by the names that the stack has for them: where each is, and in which Secrets its clients' credentials are. */
export type Existing = Readonly<z.infer<typeof existingSchema>>;

/** The Secrets that are copied, by the names that the stack has for them. */
export type Copies = Readonly<Record<string, z.infer<typeof copySchema>>>;

/** All Secrets that are copied. */
export function copiesOf(existing: Existing = {}): Copies {
  return Object.assign({}, ...Object.values(existing).map(({ credentials }) => credentials)) as Copies;
}
