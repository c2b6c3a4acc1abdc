import { EnvHttpProxyAgent, fetch } from 'undici';

/** A file of the web, by the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, if they do; undefined when it can't be had. */
export async function download(url: string, signal: AbortSignal): Promise<Buffer | undefined> {
  const dispatcher = new EnvHttpProxyAgent(); // Node's own fetch goes by no proxy
  try {
    const response = await fetch(url, { signal, dispatcher });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  } finally {
    await dispatcher.destroy();
  }
}
