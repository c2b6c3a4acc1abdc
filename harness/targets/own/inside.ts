import type { Door } from '../target.ts';
import type { OwnPlace } from './kubeconfig.ts';

/** What pods call the API server of their cluster; nobody outside knows it by that name. */
const API_SERVER = 'kubernetes.default.svc';

/** Whether this process runs in the cluster itself: its kubeconfig says so by the name that it has for the API server, which leads to no other cluster. */
export function isInside({ server }: Pick<OwnPlace, 'server'>): boolean {
  return URL.canParse(server) && new URL(server).hostname === API_SERVER;
}

/** The gateway by its name, as pods reach it. */
export function insideDoor({ namespace }: Pick<OwnPlace, 'namespace'>): Door {
  return { url: `http://gateway.${namespace}.svc:8080`, close: () => undefined };
}
