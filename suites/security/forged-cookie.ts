import { createHmac } from 'node:crypto';

/** A day, in milliseconds. */
const DAY = 86_400_000;

/** A cookie that says that its bearer is HBase itself and had a ticket, signed with a key of one's own (Apache Hadoop's AuthenticationToken and Signer). */
export function cookieOfMyMaking(): string {
  const token = `u=hbase&p=hbase/hadoop@TOUCHSTONE&t=kerberos&e=${Date.now() + DAY}`;
  const signature = createHmac('sha256', 'a key of my own').update(token).digest('base64');
  return `hadoop.auth="${token}&s=${signature}"`;
}
