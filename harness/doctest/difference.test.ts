import { expect, test } from 'vitest';
import { difference } from './difference.ts';

test.for([
  ['a\nb', 'a\nb\n'],
  ['a  \nb\n\n', 'a\nb  '],
  ['', '\n'],
  ['pod/… created', 'pod/kafka-0 created'],
  ['a.c … [x]', 'a.c 12 (b) [x]'],
  ['a\n…\nb', 'a\nb'],
  ['a\n…\nb', 'a\n1\n2\nb'],
  ['…\nb', 'a\nb\nc\nb'],
  ['a\n…', 'a\nb\nc'],
])('%j may be %j', ([shown, actual]) => {
  expect(difference(shown ?? '', actual ?? '')).toBeUndefined();
});

test.for([
  ['a\nb', 'a\nc', { agreed: 1, shown: 'b', actual: 'c' }],
  ['a', 'a\nb', { agreed: 1, shown: undefined, actual: 'b' }],
  ['a\nb', 'a', { agreed: 1, shown: 'b', actual: undefined }],
  ['a.c', 'abc', { agreed: 0, shown: 'a.c', actual: 'abc' }],
  ['pod/… created', 'pod/kafka-0 deleted', { agreed: 0, shown: 'pod/… created', actual: 'pod/kafka-0 deleted' }],
  ['a\n…\nb', 'a\n1\nc', { agreed: 1, shown: 'b', actual: '1' }],
  ['  a', 'a', { agreed: 0, shown: '  a', actual: 'a' }],
] as const)('%j is not %j', ([shown, actual, found]) => {
  expect(difference(shown, actual)).toEqual(found);
});
