import { describe } from 'vitest';
import { test } from './test.ts';
import { askFor } from './tunnel.ts';

describe('an outsider at the gateway', () => {
  test.for([
    ['without a token', ''],
    ['with a token that they guessed', 'guessed'],
  ] as const)('%s', async ([, token], { door, target }) => {
    door.found('gateway-wants-its-token', await askFor('minio:9000', target.gateway, token));
  });
});

describe('an insider with the gateway’s token', () => {
  test.for([
    ['the API server', 'kubernetes.default.svc:443'],
    ['another namespace', 'kube-dns.kube-system.svc:53'],
    ['a cloud’s metadata service', '169.254.169.254:80'],
    ['an address of outside', 'example.org:443'],
  ] as const)('%s', async ([, address], { door, target }) => {
    door.found('gateway-leads-into-its-namespace', await askFor(address, target.gateway));
  });

  test('the kubelet', async ({ door, target, kubernetes }) => {
    const [pod] = await kubernetes.pods('gateway');
    door.found('gateway-leads-into-its-namespace', await askFor(`${pod?.status?.hostIP ?? ''}:10250`, target.gateway));
  });
});
