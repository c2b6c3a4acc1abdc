import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { builtImage, saysIn } from '../../testing/built-image.ts';
import { changeOneByte, startMirror, type Mirror } from '../../testing/mirror.ts';

// Maven itself, in the image that builds have it in, against a repository that has one library.
let image: string | undefined;
const JAR = '/lib/lib/1/lib-1.jar';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>lib</groupId><artifactId>lib</artifactId><version>1</version>
</project>`;

/** A project that wants the library, and nothing but that from the mirror. */
function project({ url }: Mirror): Readonly<Record<string, string>> {
  const wanted = '<dependency><groupId>lib</groupId><artifactId>lib</artifactId><version>1</version></dependency>';
  return {
    'pom.xml': POM.replace('>lib</artifactId>', '>app</artifactId>').replace(
      '</project>',
      `<packaging>pom</packaging><dependencies>${wanted}</dependencies></project>`,
    ),
    'settings.xml': `<settings><mirrors><mirror><id>local</id><mirrorOf>*</mirrorOf><url>${url}</url></mirror></mirrors></settings>`,
    'fetched.sha256': `${createHash('sha256').update('the library').digest('hex')}  lib-1.jar\n`,
  };
}

function sha1(content: string | Buffer): string {
  return createHash('sha1').update(content).digest('hex');
}

const FETCH = 'fetch-jars /src/pom.xml /fetched --settings /src/settings.xml && check-fetched /src/fetched.sha256 && echo taken';

/** What a build would say that fetches the library. */
async function fetching(mirror: Mirror): Promise<string> {
  return saysIn(image ?? '', FETCH, project(mirror));
}

beforeAll(async () => {
  image = await builtImage('java-builder');
});

test.for([
  ['as it was locked is taken', { tampered: false, fitting: true, says: /taken$/m }],
  [
    'with one byte changed is refused by Maven, which alone would only warn',
    { tampered: true, fitting: false, says: /Checksum validation failed/ },
  ],
  [
    'with one byte changed, and its checksum made to fit, is refused by the lock, which names it',
    { tampered: true, fitting: true, says: /^> \w{64} {2}lib-1\.jar$/m },
  ],
] as const)('a jar %s', async ([, { tampered, fitting, says }], { skip }) => {
  skip(image === undefined, 'the image java-builder is not built here');
  const pom = '/lib/lib/1/lib-1.pom';
  const library = 'the library';
  const mirror = await startMirror({ [pom]: POM, [`${pom}.sha1`]: sha1(POM), [JAR]: library, [`${JAR}.sha1`]: sha1(library) });
  if (tampered) changeOneByte(mirror, JAR);
  if (fitting) mirror.files.set(`${JAR}.sha1`, Buffer.from(sha1(mirror.files.get(JAR) ?? '')));
  expect(await fetching(mirror)).toMatch(says);
});
