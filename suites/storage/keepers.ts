import type { Kept } from './keeper.ts';
import { hdfs } from './keepers/hdfs.ts';
import { kafka } from './keepers/kafka.ts';
import { minio } from './keepers/minio.ts';
import { nifi } from './keepers/nifi.ts';
import { postgresql } from './keepers/postgresql.ts';
import { zeppelin } from './keepers/zeppelin.ts';
import { zookeeper } from './keepers/zookeeper.ts';

/** Every system that keeps something on volumes. */
export const KEPT: readonly Kept[] = [minio, postgresql, zookeeper, kafka, hdfs, nifi, zeppelin];
