import { describe, expect, test } from 'vitest';
import { REPOSITORY } from '../base/project.ts';
import { askedCatalogue } from './asked-catalogue.ts';
import { imageNamed, readCatalogue } from './catalogue.ts';
import { builtReference } from './key.ts';
import { known, readPublic } from './public.ts';
import { twinDockerfile } from './twin-dockerfile.ts';

const PLAIN = readCatalogue(REPOSITORY);
const TWINS = askedCatalogue(REPOSITORY, { images: 'twin', mirror: undefined });
const kafka = readPublic(imageNamed(PLAIN, 'kafka'));

describe('twins', () => {
  test('there is one of each public image that pods run, and of no other', () => {
    const twins = [...TWINS].filter(([, { twin }]) => twin !== undefined).map(([name]) => name);
    expect(twins).toEqual([
      'gateway',
      'minio',
      'versitygw',
      'postgresql',
      'presto',
      'zookeeper',
      'kafka',
      'hadoop',
      'nifi',
      'spark-distribution',
    ]);
  });

  test('what is built on one is another image, and what is not stays what it was', () => {
    const changed = [...PLAIN.values()].filter(
      (image) => builtReference(PLAIN, image) !== builtReference(TWINS, imageNamed(TWINS, image.name)),
    );
    const twins = [...TWINS.values()].filter(({ twin }) => twin !== undefined).map(({ name }) => name);
    expect(changed.map(({ name }) => name).filter((name) => !twins.includes(name))).toEqual(['spark', 'zeppelin']);
    expect(builtReference(TWINS, imageNamed(TWINS, 'kafka'))).toMatch(/^localhost\/touchstone\/kafka-twin:/);
  });

  test('one says what the facts say', () => {
    if (kafka === undefined) throw new Error('nothing is known of kafka');
    const lines = twinDockerfile(kafka).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'FROM ${BUILT}',
        'USER 1000:1000',
        'ENV JAVA_HOME="/opt/java/openjdk" \\',
        'ENTRYPOINT ["/__cacert_entrypoint.sh"]',
        'VOLUME ["/etc/kafka/secrets","/var/lib/kafka/data","/mnt/shared/config"]',
      ]),
    );
    expect(lines.join('\n')).toContain('openjdk-21-jre-headless');
    const moved = twinDockerfile({ ...kafka, volumes: { is: ['/elsewhere'], from: 'dockerfile' } });
    expect(moved).toContain('VOLUME ["/elsewhere"]');
  });

  test('a Java that Debian has not is said', () => {
    if (kafka === undefined) throw new Error('nothing is known of kafka');
    expect(known(kafka.java)).toBe(21);
    expect(() => twinDockerfile({ ...kafka, java: { is: 9, from: 'dockerfile' } })).toThrow('Java 9');
  });
});
