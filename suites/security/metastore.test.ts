import { asksNobody, asksWhoComes } from './asks-who-comes.ts';
import { WITHOUT_TICKET, comeToMetastore } from './metastore-doors.ts';
import { comeWithTicketOf } from './others-ticket.ts';
import { test } from './test.ts';

const THREAT = 'metastore-lets-strangers-in';

asksWhoComes('metastore', comeToMetastore, { who: 'a stranger at the metastore', threat: THREAT, acts: WITHOUT_TICKET });

test('somebody who has HBase’s ticket comes to the metastore', async ({ door, gateway, kubernetes, spark, target }) => {
  if ((await comeToMetastore({ gateway, kubernetes, target })) === undefined) door.cannotBeClosed(THREAT, asksNobody('metastore'));
  door.found(THREAT, await comeWithTicketOf('hbase', spark, kubernetes));
});
