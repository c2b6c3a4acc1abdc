import { expect, test } from 'vitest';
import { code, fenced, plain } from './markdown.ts';

test('text stays one line, and means nothing in Markdown', () => {
  expect(plain('a | b\n  `c` <d> *e* [f](g) \\ &amp; ${h}')).toBe(String.raw`a \| b \`c\` \<d\> \*e\* \[f\](g) \\ \&amp; \${h}`);
  expect(plain('presto→minio (round 3): x-y.z')).toBe('presto→minio (round 3): x-y.z');
});

test('text that is too long for a line is cut, and says by how much', () => {
  expect(plain('x'.repeat(1_500))).toBe(`${'x'.repeat(1_000)}… (500 more characters)`);
});

test('a command keeps its backticks', () => {
  expect(code('npm test')).toBe('`npm test`');
  expect(code("--grep '^a `b` ``c$'")).toBe("```--grep '^a `b` ``c$'```");
  expect(code('`a`')).toBe('`` `a` ``');
});

test('a fence is longer than any in the text', () => {
  expect(fenced(['a', 'b'])).toBe('```\na\nb\n```');
  expect(fenced(['```js\nx\n```', '````'])).toBe('`````\n```js\nx\n```\n````\n`````');
  expect(fenced([])).toBe('');
});

test('a long text is cut, line by line and each line, and says by how much', () => {
  const text = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');
  const lines = fenced([text]).split('\n');
  expect(lines).toHaveLength(43);
  expect(lines.slice(-3)).toEqual(['line 39', '… and 60 more lines', '```']);
  expect(fenced(['x'.repeat(1_001)])).toBe(`\`\`\`\n${'x'.repeat(1_000)}… (1 more character)\n\`\`\``);
});
