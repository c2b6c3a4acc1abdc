import type { Admin, Kafka } from 'kafkajs';
import { readToEnd } from '../../fixtures/read-topic.ts';

/** What somebody does who has logged in. Each throws Kafka's words where they may not. */
export const reads = readToEnd;

export async function writes(kafka: Kafka, topic: string): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  try {
    await producer.send({ topic, messages: [{ value: 'from a stranger' }] });
  } finally {
    await producer.disconnect();
  }
}

export function deletes(kafka: Kafka, topic: string): Promise<void> {
  return asAdmin(kafka, (admin) => admin.deleteTopics({ topics: [topic] }));
}

/** Gives everybody all rights to the topic. */
export async function letsAll(kafka: Kafka, topic: string): Promise<void> {
  const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = (await import('kafkajs')).default;
  const rule = { principal: 'User:*', host: '*', operation: AclOperationTypes.ALL, permissionType: AclPermissionTypes.ALLOW };
  const resource = { resourceType: AclResourceTypes.TOPIC, resourceName: topic, resourcePatternType: ResourcePatternTypes.LITERAL };
  await asAdmin(kafka, (admin) => admin.createAcls({ acl: [{ ...rule, ...resource }] }));
}

async function asAdmin<Answer>(kafka: Kafka, act: (admin: Admin) => Promise<Answer>): Promise<Answer> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.disconnect();
  }
}
