import { cleanUp } from '../../fixtures/clean-up.ts';
import { nameForFile } from '../../fixtures/file-name.ts';
import { withHBase } from '../../fixtures/hbase.ts';
import { test as base } from './test.ts';

const test = base.extend(...withHBase).extend('table', { scope: 'file' }, ({ hbase, target }, { onCleanup }) => {
  const name = nameForFile('d', target.runId);
  onCleanup(() => cleanUp(`HBase table ${name}`, () => hbase.dropTable(name)));
  return name;
});

/** Of HBase's own jars, so that every server has it: where regions of a table run it, what is written to them is acknowledged and gone. */
const SWALLOWING = 'org.apache.hadoop.hbase.tool.WriteSinkCoprocessor';

test('region servers run no code that a table names', async ({ door, hbase, table }) => {
  await hbase.createTable(table, 'f', { coprocessor$1: `|${SWALLOWING}|1001|` });
  await hbase.put(table, [{ row: 'a', column: 'f:q', value: 'kept' }]);
  const isOpen = (await hbase.get(table, 'a')).length === 0;
  door.found('table-coprocessor', {
    isOpen,
    words: isOpen ? 'the table swallows what is written to it' : 'the table keeps what is written to it',
  });
});
