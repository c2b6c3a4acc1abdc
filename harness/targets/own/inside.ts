import type { Access } from '../../cluster/access.ts';
import type { Door } from '../target.ts';

/** What pods call the API server of their cluster; nobody outside knows it by that name. */
const API_SERVER = 'kubernetes.default.svc';

/** Whether this process runs in the cluster itself: its kubeconfig says so by the name that it has for the API server, which leads to no other cluster. */
export function isInside({ api }: Access): boolean {
  const server = api.config.getCurrentCluster()?.server;
  return server !== undefined && new URL(server).hostname === API_SERVER;
}

/** The gateway by its name, as pods reach it. */
export function insideDoor({ namespace }: Access): Door {
  return { url: `http://gateway.${namespace}.svc:8080`, close: () => undefined };
}
