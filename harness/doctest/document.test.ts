import { expect, test } from 'vitest';
import { blocksOf } from './document.ts';

/** A document of these lines, whose fences are written ''' here. */
function documentOf(...lines: string[]): ReturnType<typeof blocksOf> {
  return blocksOf(lines.join('\n').replaceAll("'''", '```'), 'doc.md');
}

test('commands are what is fenced as sh, each with its line, and with the output that the next fence shows', () => {
  const blocks = documentOf(
    '# Title',
    "'''sh",
    'echo a # why',
    'echo b',
    "'''",
    '',
    "'''",
    'a',
    'b',
    "'''",
    "'''yaml",
    'a: b',
    "'''",
    '- item',
    "  '''sh",
    '  pwd',
    "  '''",
  );
  expect(blocks).toEqual([
    {
      line: 3,
      commands: [
        { line: 3, text: 'echo a # why\n' },
        { line: 4, text: 'echo b' },
      ],
      shown: 'a\nb',
      skipped: undefined,
    },
    { line: 16, commands: [{ line: 16, text: 'pwd' }], shown: undefined, skipped: undefined },
  ]);
});

test('a command is whole: a here-document, a pipeline of several lines, a loop', () => {
  const commands = ['cat >f <<END', '$x; y', 'END', 'echo |', '  tr a b', 'for x in a b; do', '  echo $x &', 'done; wait'];
  const texts = documentOf("'''sh", ...commands, "'''").flatMap((block) => block.commands.map(({ line, text }) => [line, text]));
  expect(texts).toEqual([
    [2, 'cat >f <<END\n$x; y\nEND\n'],
    [5, 'echo |\n  tr a b\n'],
    [7, 'for x in a b; do\n  echo $x &\ndone; '],
    [9, 'wait'],
  ]);
});

test('a fence that follows something else shows no output', () => {
  expect(documentOf("'''sh", 'a', "'''", 'which is', "'''", 'b', "'''")).toMatchObject([{ shown: undefined }]);
});

test('a block is not run whose comment says so, with a reason', () => {
  expect(documentOf('<!-- doctest skip: it makes', 'a cluster -->', "'''sh", 'a', "'''")).toMatchObject([
    { skipped: 'it makes\na cluster' },
  ]);
  expect(documentOf('<!-- anything else -->', "'''sh", 'a', "'''")).toMatchObject([{ skipped: undefined }]);
});

test.for([
  ['doc.md:1: write <!-- doctest skip: the reason -->', '<!-- doctest skip -->', "'''sh", 'a', "'''"],
  ['doc.md:1: write <!-- doctest skip: the reason -->', '<!-- doctest slow -->', "'''sh", 'a', "'''"],
  ['doc.md:1: no block of commands follows this comment', '<!-- doctest skip: why -->', 'a', '', "'''sh", 'a', "'''"],
  ['doc.md:3: no shell script: ', "'''sh", 'a', 'for x in', "'''"],
])('%s', ([error = '', ...lines]) => {
  expect(() => documentOf(...lines)).toThrow(error);
});
