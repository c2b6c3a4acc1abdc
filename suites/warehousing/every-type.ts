import type { PrestoRow } from '../../fixtures/presto.ts';

/** Columns of many types, the last for a partition. */
export const COLUMNS =
  'id bigint, text varchar, amount decimal(18,4), small integer, flag boolean, day date, at timestamp, ratio double, bytes varbinary, list array(varchar), part varchar';

/** Where the list is in a row. */
const LIST = 9;

/** As Presto is told them: unicode, extremes, emptiness and nulls; a partition whose value can’t be a folder’s name as it is (Presto takes printable ASCII only). */
export const LITERALS = [
  `1, 'Grüße, 世界 🌍', DECIMAL '12345678901234.5678', CAST(2147483647 AS integer), true, DATE '2026-02-28', TIMESTAMP '2026-11-25 12:34:56.789', 0.1E0, X'00FF10', ARRAY['a', NULL, ''], 'south west/1'`,
  `2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'north'`,
  `3, '', DECIMAL '-99999999999999.9999', CAST(-2147483648 AS integer), false, DATE '1970-01-01', TIMESTAMP '1970-01-01 00:00:00.000', -1.7976931348623157E308, X'', ARRAY[], 'north'`,
];
/** The same, as both engines' clients give them. */
export const ROWS: readonly PrestoRow[] = [
  [
    1,
    'Grüße, 世界 🌍',
    '12345678901234.5678',
    2147483647,
    true,
    '2026-02-28',
    '2026-11-25 12:34:56.789',
    0.1,
    'AP8Q',
    ['a', null, ''],
    'south west/1',
  ],
  [2, null, null, null, null, null, null, null, null, null, 'north'],
  [3, '', '-99999999999999.9999', -2147483648, false, '1970-01-01', '1970-01-01 00:00:00.000', -1.7976931348623157e308, '', [], 'north'],
];

/** A row whose list is one: Presto's protocol carries it as its text. */
export function withLists(row: PrestoRow): PrestoRow {
  return row.map((value, index) => (index === LIST && typeof value === 'string' ? (JSON.parse(value) as string[]) : value));
}
