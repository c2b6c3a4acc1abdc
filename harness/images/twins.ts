import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_IMAGE, type Catalogue, type Image } from './catalogue.ts';
import { publicSideOf, readPublic, type PublicImage } from './public.ts';
import { bringsJava, twinDockerfile } from './twin-dockerfile.ts';

/** MiB that stages of twins leave, about, where they have any: NiFi's processors and what they are compiled against, and curl's compiler. */
const STAGES: Readonly<Record<string, number>> = { nifi: 100, 'spark-distribution': 1000 };

/** What a built image is to its twin's Dockerfile. */
const BUILT = 'BUILT';

/** MiB that a twin adds to the built image, at most: another Java took 154 to 240, all else 3 to 22. */
const ADDED = { 'another Java': 250, 'what the facts say': 25 } as const;

/**
 * The catalogue with a twin in the place of each public image that pods of a user who can pull run, as they are or as the base of ours. All
 * that is built on one of them is built on its twin, and a twin on the image that is built here.
 */
export function withTwins(catalogue: Catalogue): Catalogue {
  const twins = publicImages(catalogue).flatMap(({ image, facts }): [string, Image][] => {
    const built = `${image.name} as built`;
    return [
      [image.name, twinOf(image, facts, { catalogue, built })],
      [built, { ...image, name: built, calledThere: image.name }],
    ];
  });
  return new Map([...catalogue, ...twins]);
}

/** A node is made by kind, which leaves it none of an image's settings. */
function publicImages(catalogue: Catalogue): { image: Image; facts: PublicImage }[] {
  const images = [...catalogue.values()];
  const inPods = images
    .filter(({ name, stage }) => !stage && name !== NODE_IMAGE)
    .map((image) => publicSideOf(catalogue, image)?.reference);
  return images.flatMap((image) => {
    const facts = readPublic(image);
    return facts !== undefined && inPods.includes(facts.reference) ? [{ image, facts }] : [];
  });
}

function twinOf(image: Image, facts: PublicImage, { catalogue, built }: { readonly catalogue: Catalogue; readonly built: string }): Image {
  const folder = join(image.folder, 'twin');
  const own = join(folder, 'Dockerfile');
  const dockerfile = twinDockerfile(facts, existsSync(own) ? readFileSync(own, 'utf8') : undefined);
  const from = { ...stagesIn(dockerfile, catalogue), [BUILT]: built };
  const build = { ...image.build, from, repository: [] };
  return {
    ...image,
    folder,
    twin: dockerfile,
    calledThere: `${image.name}-twin`,
    build,
    size: image.size + ADDED[bringsJava(facts) ? 'another Java' : 'what the facts say'],
    stages: STAGES[image.name] ?? 0,
  };
}

/** Images that a Dockerfile takes beside the one it is a twin of, each by an argument of its name: JAVA_BUILDER is java-builder. */
function stagesIn(dockerfile: string, catalogue: Catalogue): Readonly<Record<string, string>> {
  const named = [...dockerfile.matchAll(/^ARG ([A-Z_]+)$/gm)].map(
    ([, argument = '']) => [argument, argument.toLowerCase().replaceAll('_', '-')] as const,
  );
  return Object.fromEntries(named.filter(([, name]) => catalogue.has(name)));
}
