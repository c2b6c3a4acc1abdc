import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { builtImage, saysIn } from '../../testing/built-image.ts';
import { changeOneByte, startMirror, type Mirror } from '../../testing/mirror.ts';

// Maven itself, in the image that builds have it in, against a repository that has one library.
const image = await builtImage('java-builder');
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

function withChecksums(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const checksums = Object.entries(files).map(([path, content]) => [`${path}.sha1`, createHash('sha1').update(content).digest('hex')]);
  return { ...files, ...(Object.fromEntries(checksums) as Readonly<Record<string, string>>) };
}

const FETCH = 'fetch-jars /src/pom.xml /fetched --settings /src/settings.xml && check-fetched /src/fetched.sha256 && echo taken';

/** What a build would say that fetches the library. */
async function fetching(mirror: Mirror): Promise<string> {
  return saysIn(image ?? '', FETCH, project(mirror));
}

test.skipIf(image === undefined).each([
  ['as it was locked is taken', [], /taken$/m],
  ['with one byte changed is refused by Maven, which alone would only warn', [JAR], /Checksum validation failed/],
  [
    'with one byte changed, and its checksum made to fit, is refused by the lock, which names it',
    [JAR, `${JAR}.sha1`],
    /^> \w{64} {2}lib-1\.jar$/m,
  ],
] as const)('a jar %s', async (_, changed, says) => {
  const mirror = await startMirror(withChecksums({ '/lib/lib/1/lib-1.pom': POM, [JAR]: 'the library' }));
  if (changed.length > 0) changeOneByte(mirror, JAR);
  const jar = mirror.files.get(JAR) ?? '';
  if (changed.length > 1) mirror.files.set(`${JAR}.sha1`, Buffer.from(createHash('sha1').update(jar).digest('hex')));
  expect(await fetching(mirror)).toMatch(says);
});
