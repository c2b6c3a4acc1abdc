import { expect, test } from 'vitest';
import { lockedText } from './lock.ts';

const YAML = `images:
  # Kept as it is.
  kafka:
    upstream: docker.io/apache/kafka:3.9.1
    size: 360
  kafka-next:
    upstream: docker.io/apache/kafka:3.9.1-rc1
  minio:
    upstream: quay.io/minio/minio:1@sha256:old
`;

test('tags are pinned to what they lead to, and nothing else is changed', () => {
  const locked = [
    { name: 'kafka', before: 'docker.io/apache/kafka:3.9.1', after: 'docker.io/apache/kafka:3.9.1@sha256:a' },
    { name: 'kafka-next', before: 'docker.io/apache/kafka:3.9.1-rc1', problem: 'registry out of reach: no such host' },
    { name: 'minio', before: 'quay.io/minio/minio:1@sha256:old', after: 'quay.io/minio/minio:1@sha256:new' },
  ];
  expect(lockedText(YAML, locked)).toBe(YAML.replace('kafka:3.9.1\n', 'kafka:3.9.1@sha256:a\n').replace('@sha256:old', '@sha256:new'));
});
