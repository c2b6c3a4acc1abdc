import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { REPOSITORY } from '../base/project.ts';
import { readStack } from '../model/stack.ts';
import { formatted } from '../testing/formatted.ts';
import { documentOf } from './document.ts';
import { readThreats } from './read.ts';

const PAGE = join(ROOT, 'docs', 'threat-model.md');

/** The model stands between these, in the page. */
const [BEGIN, END] = ['<!-- model: written from blueprint/threats.yaml -->', '<!-- /model -->'];

test('docs/threat-model.md says what blueprint/threats.yaml does', async () => {
  const [before, , after] = readFileSync(PAGE, 'utf8').split(new RegExp(`(?<=${BEGIN})([^]*)(?=${END})`));
  const written = `${before ?? ''}\n\n${documentOf(readThreats(readStack(REPOSITORY)))}\n\n${after ?? ''}`;
  await expect(await formatted(written, PAGE)).toMatchFileSnapshot(PAGE); // vitest -u writes it
});
