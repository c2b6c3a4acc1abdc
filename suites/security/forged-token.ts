/**
 * A token that says that its bearer is HDFS's owner, and whose password is nothing (Apache Hadoop's Token and AbstractDelegationTokenIdentifier): the numbers of its dates,
 * of itself and of the key are each a byte here.
 */
export function tokenOfMyMaking(): string {
  const identifier = Buffer.concat([Buffer.of(0), counted('hadoop'), counted('hadoop'), counted(''), Buffer.of(1, 1, 1, 1)]);
  return Buffer.concat([counted(identifier), counted(Buffer.alloc(20)), counted('HDFS_DELEGATION_TOKEN'), counted('')]).toString(
    'base64url',
  );
}

function counted(content: string | Buffer): Buffer {
  return Buffer.concat([Buffer.of(content.length), typeof content === 'string' ? Buffer.from(content) : content]);
}
