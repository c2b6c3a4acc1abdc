import { expect } from 'vitest';
import type { PrestoRow, PrestoValue } from '../../fixtures/presto.ts';

/** How far two floating-point sums of the same numbers may lie apart, relatively: they depend on the order of the addition. */
const TOLERANCE = 1e-9;

/** Holds rows against the expected ones, in order: numbers with a fraction to a relative 1e-9, everything else exactly. */
export function expectSameRows(actual: readonly PrestoRow[], expected: readonly PrestoRow[]): void {
  const adjusted = actual.map((row, index) => row.map((value, column) => snap(value, expected[index]?.[column])));
  expect(adjusted).toEqual(expected);
}

/** The expected value when the actual one is as good as equal to it, so that a difference shows only what really differs. */
function snap(actual: PrestoValue, expected: PrestoValue | undefined): PrestoValue {
  if (typeof actual !== 'number' || typeof expected !== 'number' || (Number.isInteger(actual) && Number.isInteger(expected))) return actual;
  return Math.abs(actual - expected) <= TOLERANCE * Math.max(Math.abs(actual), Math.abs(expected)) ? expected : actual;
}
