import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const loginSchema = z.looseObject({
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  password: z.string().optional(),
  'client-key-data': z.string().optional(),
  'auth-provider': z.looseObject({ config: z.record(z.string(), z.string()).nullish() }).optional(),
});

const kubeconfigSchema = z.looseObject({ users: z.array(z.looseObject({ user: loginSchema })).nullable() });

/**
 * What a flat kubeconfig logs in by: tokens, in it or in a file that it names, a password, a key. What a login program gives kubectl is not among it: nobody
 * else gets that, and the stream knows it by its form.
 */
export function loginSecrets(kubeconfig: string): string[] {
  const { users } = kubeconfigSchema.parse(JSON.parse(readFileSync(kubeconfig, 'utf8')));
  return (users ?? []).flatMap(({ user }) => secretsOf(user));
}

function secretsOf({ token, tokenFile, password, ...login }: z.infer<typeof loginSchema>): string[] {
  const inFile = tokenFile !== undefined && existsSync(tokenFile) ? readFileSync(tokenFile, 'utf8').trim() : undefined;
  const key = Buffer.from(login['client-key-data'] ?? '', 'base64').toString();
  const provided = Object.entries(login['auth-provider']?.config ?? {}).flatMap(([name, value]) =>
    /token|secret/.test(name) ? [value] : [],
  );
  return [token, inFile, password, key, ...provided].filter((secret) => secret !== undefined);
}
