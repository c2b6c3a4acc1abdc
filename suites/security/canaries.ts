import { readFile } from 'node:fs/promises';
import { OUR_SELECTOR, connectTo, type Given } from '../../harness/index.ts';

/** Shorter values turn up in ordinary words. */
const SHORTEST = 8;

/** Values of the Secrets that the harness made, by Secret and key. @throws Error when there is none */
export async function secretsOf(target: Given): Promise<Map<string, string>> {
  const { items } = await connectTo(target).core.listNamespacedSecret({ ...target, labelSelector: OUR_SELECTOR });
  const values = items.flatMap(({ metadata, data = {} }) =>
    Object.entries(data).map(([key, value]) => [`${metadata?.name ?? ''}/${key}`, Buffer.from(value, 'base64').toString()] as const),
  );
  const secrets = new Map(values.filter(([, value]) => value.length >= SHORTEST));
  if (secrets.size === 0) throw new Error('the harness has made no Secret here');
  return secrets;
}

/** What this machine has that opens something: the log-in to the cluster, and to a proxy. By what it is. */
export async function keysOfThisMachine({ kubeconfig }: Given): Promise<Map<string, string>> {
  const logIns = [...(await readFile(kubeconfig, 'utf8')).matchAll(/^\s+(client-key-data|token|password): (\S+)$/gm)];
  const keys = logIns.map(
    ([, key = '', value = '']) => [`kubeconfig/${key}`, key === 'client-key-data' ? ofBase64(value) : value] as const,
  );
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, passwordIn(process.env[name])] as const);
  return new Map([...keys, ...proxies.filter(([, value]) => value.length >= SHORTEST)]);
}

function ofBase64(text: string): string {
  return Buffer.from(text, 'base64').toString();
}

function passwordIn(url = ''): string {
  return URL.canParse(url) ? decodeURIComponent(new URL(url).password) : '';
}
