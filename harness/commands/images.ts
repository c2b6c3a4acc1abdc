import { chosenSuites } from '../asked.ts';
import { EXIT } from '../base/failure.ts';
import { hasImage } from '../engine/docker.ts';
import { checkBudget, diskNeeded } from '../host/budget.ts';
import { ensureEngine } from '../host/engine.ts';
import { probeHost } from '../host/facts.ts';
import { ENGINE, take } from '../host/lock.ts';
import { askedCatalogue } from '../images/asked-catalogue.ts';
import { basesToBuild } from '../images/bases-to-build.ts';
import { CHECKOV_IMAGE, NFS_SERVER_IMAGE, REGISTRY_IMAGE, type Catalogue } from '../images/catalogue.ts';
import { planImages, provideImages, type ProvidedImages } from '../images/provide.ts';
import { Provider } from '../images/provider.ts';
import { roomFor } from '../images/room.ts';
import { openProject } from '../open-project.ts';
import { checkOverlayName } from '../model/overlay.ts';
import { makePlan, overlaid } from '../model/plan.ts';
import type { OptionsFor } from '../options/commands.ts';
import { IMAGES } from '../options/kind.ts';
import type { Stream } from '../stream/stream.ts';
import { imagesOfGround } from '../targets/kind/images-of-ground.ts';
import { withProgress } from './with-progress.ts';

/** What a run would be asked for, as far as it says which images that takes. */
export type WhichImages = Pick<OptionsFor<'images'>, 'project' | 'suite' | 'overlay'>;

/** Images that this host got, and what they came by, for tools that come out of images. */
export interface GotImages {
  readonly provided: ProvidedImages;
  readonly provider: Provider;
  readonly catalogue: Catalogue;
}

/** `touchstone images`: pulls or builds the node image and the images that the suites need, all where none are chosen, and says which was which. */
export async function fetchImages(options: OptionsFor<'images'>, signal: AbortSignal): Promise<number> {
  const names = [
    ...(await imagesOfRun(options)),
    ...(options.suite === undefined ? [REGISTRY_IMAGE, CHECKOV_IMAGE, NFS_SERVER_IMAGE] : []),
  ];
  const { provided } = await withProgress(options.quiet, (stream) => provideNamed(names, options, stream, signal));
  for (const { name, reference, origin } of provided.values())
    process.stdout.write(`${name.padEnd(16)} ${origin.padEnd(7)} ${reference}\n`);
  return EXIT.passed;
}

/** Names of the images that a run on a kind cluster needs: the cluster's, and those of the suites. @throws UsageError as imagesOfSuites() */
export async function imagesOfRun(options: WhichImages): Promise<readonly string[]> {
  return [...imagesOfGround(openProject(options.project), options.overlay), ...(await imagesOfSuites(options))];
}

/** Names of the images that the suites need, with the overlay. @throws UsageError for an unknown suite or overlay */
export async function imagesOfSuites(options: WhichImages): Promise<readonly string[]> {
  const project = openProject(options.project);
  checkOverlayName(project, options.overlay);
  return overlaid(await makePlan(project, await chosenSuites(options, project)), options.overlay).images;
}

/** Pulls or builds images of these names. */
export async function provideNamed(
  names: readonly string[],
  options: Pick<OptionsFor<'images'>, 'project' | 'images' | 'mirror'>,
  stream: Stream,
  signal: AbortSignal,
): Promise<GotImages> {
  const project = openProject(options.project);
  take(ENGINE);
  const host = await probeHost(signal);
  await ensureEngine(host, stream, signal);
  const { images = IMAGES.usual, mirror } = options;
  const catalogue = askedCatalogue(project, { images, mirror });
  const sources = await planImages(names, { catalogue, policy: images, stream, signal });
  const bases = await basesToBuild(sources, catalogue, (reference) => hasImage(reference, signal));
  const room = roomFor({ catalogue, sources, bases, onNodes: () => true }); // nothing gets there by this
  checkBudget({ memory: 0, disk: diskNeeded(0, room, host) }, host);
  const provider = new Provider(catalogue, sources, stream);
  return { provided: await provideImages(sources, provider, signal), provider, catalogue };
}
