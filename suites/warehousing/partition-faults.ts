import type { Fault } from '../../proofs/fault.ts';

/** Faults of partitions.test.ts. */
export const partitions: readonly Fault[] = [
  {
    what: 'a partition without a value has one',
    file: 'suites/warehousing/partitions.test.ts',
    from: "value === null ? 'NULL' :",
    to: 'value === null ? "\'none\'" :',
    tests: /^(orc|parquet) > partitions of any name/,
    says: /none/,
  },
  {
    what: 'Spark writes a longer text where CHAR pads',
    file: 'suites/warehousing/partitions.test.ts',
    from: "VALUES ('ab', 'ab')`],",
    to: "VALUES ('abc', 'ab')`],",
    tests: /^(orc|parquet) > CHAR is padded/,
    says: /false/,
  },
  {
    what: 'an umlaut of a partition’s name is lost',
    file: 'suites/warehousing/partitions.test.ts',
    from: "VALUES (1, 'ü/世界') AS",
    to: "VALUES (1, 'u/世界') AS",
    tests: /^a partition whose name is no ASCII/,
    says: /u\/世界/,
  },
  {
    what: 'the text of the partition is not empty',
    file: 'suites/warehousing/partitions.test.ts',
    from: "VALUES (1, '') AS",
    to: "VALUES (1, 'x') AS",
    tests: /^an empty text as a partition/,
    says: /x/,
  },
  {
    what: 'the folder is of another hour',
    file: 'suites/warehousing/partitions.test.ts',
    from: 'hours/hour=06',
    to: 'hours/hour=07',
    tests: /^a partition’s folder may have/,
    says: /to deeply equal/,
  },
];
