import { createHash, type Hash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { filesBelow } from '../base/files.ts';
import { ROOT } from '../base/paths.ts';
import { imageNamed, type Catalogue, type Image } from './catalogue.ts';

/** Where Linux distributions keep the certificates that the host trusts, as one file. */
const HOST_CA_BUNDLES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem'];

/** Files of an image's folder that speak of it and that nothing is built from. */
const ABOUT: ReadonlySet<string> = new Set(['README.md', 'public.yaml']);

/** The host's CA bundle, or undefined when the host has none in a known place. */
export function hostCaBundle(): string | undefined {
  return HOST_CA_BUNDLES.find((path) => existsSync(path));
}

/** Go's name of the architecture that images are made and pulled for here, as manifests have it: this host's, unless Docker's command line is told another. */
export function hostArchitecture(): string {
  const [, told] = process.env.DOCKER_DEFAULT_PLATFORM?.split('/') ?? [];
  return told ?? machineArchitecture();
}

/** Go's name of this host's own architecture, whatever it makes images for. */
export function machineArchitecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch;
}

/**
 * The local reference of a built image: its tag is a hash of all that goes into it, its bases included, so that an unchanged image
 * is never built twice and a changed one never mistaken, nor one on a public image for one on ours. The host's certificates count for
 * the one image that carries them and not for what is built on it: they open the way to the registries and leave no trace in the result.
 * @param architecture Go's name of the one that it is built for
 */
export function builtReference(catalogue: Catalogue, image: Image, architecture = hostArchitecture()): string {
  const hash = createHash('sha256').update(contentKey(catalogue, image, architecture));
  const bundle = image.build.trustsHost ? hostCaBundle() : undefined;
  if (bundle) hash.update(readFileSync(bundle));
  return localReference(image.calledThere ?? image.name, hash.digest('hex'));
}

/**
 * A name for an image of this engine. Its registry is `localhost`, which nobody can own: without one, an image that a node lacks would be
 * pulled from whoever took our name on the public default registry.
 */
export function localReference(name: string, digest: string): string {
  return `localhost/touchstone/${name}:${digest.slice(0, 12)}`;
}

function contentKey(catalogue: Catalogue, image: Image, architecture: string): string {
  const hash = createHash('sha256').update(architecture === 'amd64' ? 'x64' : architecture); // Node.js's name, which tags have always been made of
  if (existsSync(image.folder)) hashBelow(image.folder, hash);
  if (image.twin !== undefined) hash.update(image.twin);
  for (const path of image.build.repository) hashBelow(join(ROOT, path), hash.update(`${path}\0`));
  for (const [argument, base] of Object.entries(image.build.from)) {
    hash.update(`${argument}=${baseKey(catalogue, imageNamed(catalogue, base), architecture)}\0`);
  }
  return hash.digest('hex');
}

/** What an image is to those that are built on it: all that goes into it, or the public reference, whoever mirrors it. */
function baseKey(catalogue: Catalogue, base: Image, architecture: string): string {
  return base.public === true ? `public ${base.mirrors ?? base.upstream ?? ''}` : contentKey(catalogue, base, architecture);
}

/** A folder, or one file: names, contents, and which of them are programs. */
function hashBelow(path: string, hash: Hash): void {
  const [folder, files] = statSync(path).isDirectory() ? [path, ingredientsIn(path)] : [dirname(path), [basename(path)]];
  for (const file of files) {
    const whole = join(folder, file);
    hash.update(`${file}\0${(statSync(whole).mode & 0o111) !== 0}\0`).update(readFileSync(whole));
  }
}

/** The files of an image's folder that make the image what it is, and none that its twin is made of. */
export function ingredientsIn(folder: string): string[] {
  return filesBelow(folder).filter((path) => !ABOUT.has(basename(path)) && !path.startsWith(`twin${sep}`));
}
