import { expect, test } from 'vitest';
import { insideDoor, isInside } from './inside.ts';

test('a pod of the cluster reaches the gateway by its name, and nobody else does', () => {
  expect(isInside({ server: 'https://kubernetes.default.svc' })).toBe(true);
  expect(insideDoor({ namespace: 'team' }).url).toBe('http://gateway.team.svc:8080');
  expect(isInside({ server: 'https://kubernetes.default.svc.example.com:6443' })).toBe(false);
  expect(isInside({ server: 'https://127.0.0.1:6443' })).toBe(false);
  expect(isInside({ server: '' })).toBe(false);
});
