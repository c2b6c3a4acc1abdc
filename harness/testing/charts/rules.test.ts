import type { V1Container } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { REPOSITORY } from '../../base/project.ts';
import { readStack } from '../../model/stack.ts';
import { imageNamed, readCatalogue } from '../../images/catalogue.ts';
import { readPublic, type PublicImage } from '../../images/public.ts';
import { containersOf, type ChartContainer } from './container.ts';
import { wrongFlags } from './jvm.ts';
import { mountsAboveVolumes } from './mounts.ts';
import { isAtLeast, whyNotCallable, wrongCallsIn } from './programs.ts';
import { tooLargeJvms, tooSmallBudgets } from './room.ts';
import { wrongWrites } from './writes.ts';

function publicly(name: string): PublicImage {
  const image = readPublic(imageNamed(readCatalogue(REPOSITORY), name));
  if (image === undefined) throw new Error(`${name} has no public side`);
  return image;
}

/** A container that runs a script, with a volume at /data and a read-only root file system. */
function running(script: string, changes: Partial<V1Container> = {}): ChartContainer {
  const container: V1Container = {
    name: 'one',
    command: ['bash', '/scripts/start.sh'],
    securityContext: { readOnlyRootFilesystem: true },
    volumeMounts: [
      { name: 'data', mountPath: '/data' },
      { name: 'scripts', mountPath: '/scripts' },
    ],
    ...changes,
  };
  const securityContext = { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 };
  const spec = { containers: [container], volumes: [{ name: 'scripts', configMap: { name: 'scripts' } }], securityContext };
  const [one] = containersOf({ system: 'kafka', labels: {}, spec, claims: ['data'] }, new Map([['scripts', { 'start.sh': script }]]));
  if (one === undefined) throw new Error('no container');
  return one;
}

describe('what a chart must not do with a public image', () => {
  test('mount its settings where Kafka has a volume below, unless that is mounted too', () => {
    const config = { name: 'scripts', mountPath: '/etc/kafka' };
    expect(mountsAboveVolumes(running('', { volumeMounts: [config] }), publicly('kafka'))).toEqual([
      '/etc/kafka is above /etc/kafka/secrets',
    ]);
    const both = [config, { name: 'data', mountPath: '/etc/kafka/secrets' }];
    expect(mountsAboveVolumes(running('', { volumeMounts: both }), publicly('kafka'))).toEqual([]);
  });

  test('let Spark’s curl sign a request', () => {
    const put = 'put() { printf %s "$keys" | curl --silent --config - --aws-sigv4 "aws:amz:$REGION:s3" --request PUT "$1"; }';
    expect(wrongCallsIn(put, 'spark-distribution')).toEqual(['curl --aws-sigv4 is not known to work in curl 7.81']);
  });

  test('call a program that is not there, however it is led to', () => {
    const script = 'until x=$(timeout 2 bash -c "exec jq -r .state <&3"); do sleep 0.2; done';
    expect(wrongCallsIn(script, 'kafka')).toEqual(['nobody has said which package has jq (options.ts)']);
    expect(wrongCallsIn('exec curl --silent http://localhost', 'kafka')).toEqual(['curl is not known to be there: neither curl']);
  });

  test('use what GNU’s programs have and BusyBox’s have not', () => {
    const programs = { bash: { is: '5.2', from: 'alpine' }, busybox: { is: '1.37', from: 'alpine' } };
    const call = { program: 'head', args: ['--bytes=4'] };
    expect(whyNotCallable(call, publicly('kafka'))).toBeUndefined();
    expect(whyNotCallable(call, { ...publicly('kafka'), programs })).toBe('head --bytes is not known to work in busybox 1.37');
  });

  test('write beside its volumes', () => {
    const script = 'final=/opt/kafka/logs\nmkdir -p "$final.new" /data/logs\necho 1 >/etc/kafka/id\necho 2 >/dev/null';
    expect(wrongWrites(running(script), publicly('kafka'))).toEqual([
      '/scripts/start.sh writes to /etc/kafka/id, which is on no volume',
      '/scripts/start.sh writes to /opt/kafka/logs.new, which is on no volume',
    ]);
    expect(wrongWrites(running('', { securityContext: {} }), publicly('kafka'))).toEqual(['its root file system is not read-only']);
    expect(wrongWrites(running(''), publicly('spark-distribution'))).toEqual(['it runs as 1000, and the image’s files are 185’s']);
  });

  test('give a JVM flags of another Java', () => {
    const start = (flag: string): ChartContainer => running(`exec java -Xmx64m ${flag} -cp '/opt/lib/*' a.Main --override x=y`);
    expect(wrongFlags(start('-Xlog:gc'), publicly('nifi'))).toEqual(['-Xlog:gc is for Java 9 and later, and 8 is there']);
    expect(wrongFlags(start('-XX:+PrintGCDetails'), publicly('kafka'))).toEqual(['-XX:+PrintGCDetails is for Java 8, and 21 is there']);
    expect(wrongFlags(start('-XX:+UseTwo'), publicly('kafka'))).toEqual(['nobody has said which Java knows -XX:+UseTwo (jvm.ts)']);
    expect(wrongFlags(start('-XX:+UseSerialGC'), publicly('nifi'))).toEqual([]);
  });

  test('let a JVM take more than its container may', () => {
    const env = [{ name: 'HEAP', value: '512m' }];
    const resources = { limits: { memory: '1Gi' } };
    const start = 'exec java -Xmx"$HEAP" -XX:MaxMetaspaceSize=384M -XX:ReservedCodeCacheSize=160M a.Main';
    expect(tooLargeJvms(running(start, { env, resources }))).toEqual(['a JVM may take 1056 MiB by its flags, and 1Gi is the limit']);
    expect(tooLargeJvms(running(start, { env, resources: { limits: { memory: '1152Mi' } } }))).toEqual([]);
  });
});

test('a budget that was measured on a smaller image is named', () => {
  expect(tooSmallBudgets(readStack(REPOSITORY), (image) => (image === 'nifi' ? 1_200 : undefined))).toEqual([
    'nifi has 640 MiB, and its public images take 1200',
  ]);
});

test('versions are held against each other number by number', () => {
  expect(isAtLeast('7.81', '7.86')).toBe(false);
  expect(isAtLeast('7.86.0', '7.86')).toBe(true);
  expect(isAtLeast('8.14', '7.86')).toBe(true);
  expect(isAtLeast('4.2', '4.2.3')).toBe(false);
});
