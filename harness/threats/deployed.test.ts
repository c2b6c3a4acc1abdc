import type { V1Service } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { SECURE } from '../model/overlay.ts';
import { readStack } from '../model/stack.ts';
import type { Rendered } from '../install/render.ts';
import { objectsOf, podsOf } from '../testing/charts/pods.ts';
import { renderedStack } from '../testing/charts/rendered.ts';
import { differencesFrom, type Deployed } from './deployed.ts';
import { readThreats } from './read.ts';

const THREATS = readThreats(readStack(REPOSITORY));

/** A machine that does other things too takes a minute to render all charts. In milliseconds. */
const PATIENCE = 120_000;

/** What charts make in any of these overlays. */
function deployedBy(renderings: readonly Rendered[]): Deployed {
  const releases = renderings.flatMap((rendered) => rendered.releases);
  const services = releases.flatMap(objectsOf).filter(({ kind }) => kind === 'Service') as readonly V1Service[];
  return {
    pods: releases.flatMap(podsOf).map(({ system, labels, spec }) => ({
      system,
      labels,
      ports: spec.containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort)),
    })),
    services: services.map(({ spec }) => ({ selector: spec?.selector ?? {}, ports: spec?.ports?.map(({ port }) => port) ?? [] })),
  };
}

test('parties are the pods that charts make, and flows lead to the ports that these name', { timeout: PATIENCE }, async ({ skip }) => {
  const signal = AbortSignal.timeout(PATIENCE);
  const [replicated, secure] = [await renderedStack(signal), await renderedStack(signal, SECURE)];
  if (!replicated || !secure) skip('Helm and kubectl cannot be had without building an image first: `npm run up` does');
  else expect(differencesFrom(THREATS, deployedBy([replicated, secure]))).toEqual([]);
});

test('what is another in the charts than in the model is named', () => {
  const system = { in: 'namespace', system: 'kafka', unnamed: [] };
  const parties = { kafka: { ...system, labels: { app: 'kafka' } }, gone: { ...system, labels: { app: 'gone' } } };
  const flow = { from: ['kafka'], to: { kafka: [9092, 9093, 'any'] }, protocol: '', authentication: '', encryption: '' } as const;
  const deployed = {
    pods: [
      { system: 'kafka', labels: { app: 'kafka', more: 'x' }, ports: [9092] },
      { system: 'kafka', labels: { app: 'cruise-control' }, ports: [9090] },
    ],
    services: [{ selector: { app: 'kafka' }, ports: [9092, 9999] }],
  };
  expect(differencesFrom({ ...THREATS, parties, flows: { odd: flow } }, deployed)).toEqual([
    'the pods {"app":"cruise-control"} of kafka are not one party',
    'no flow leads to kafka:9999, which its chart names',
    'a flow leads to kafka:9093, which its chart does not name',
    'gone selects no pods',
  ]);
});
