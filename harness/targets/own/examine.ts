import type { Access } from '../../cluster/access.ts';
import { ifAllowed } from '../../cluster/api.ts';
import { ensureTools } from '../../host/tools.ts';
import { imageNamed, readCatalogue } from '../../images/catalogue.ts';
import { Provider } from '../../images/provider.ts';
import { namesTaken, render, type Design } from '../../install/render.ts';
import type { Finding } from '../../model/finding.ts';
import { chooseOverlay, configFolders } from '../../model/overlay.ts';
import { overlaid, type Plan } from '../../model/plan.ts';
import type { Stream } from '../../stream/stream.ts';
import { openAccess } from './access.ts';
import { candidatesFor, type Candidate, type ImageWishes } from './candidates.ts';
import type { OwnPlace } from './kubeconfig.ts';
import { demandsOf } from './preflight/demand.ts';
import { grows } from './preflight/nodes.ts';
import { examineCluster } from './preflight/preflight.ts';
import { askersOf, askingOf, examineLogIns } from './preflight/log-ins.ts';
import { examinePulls } from './preflight/pulls.ts';
import type { Pulling } from './pulling.ts';
import { workersAmong, type WorkerNodes } from './worker-nodes.ts';

/** A cluster that was looked at for a plan, and what would be installed there. */
export interface Examined {
  readonly access: Access;
  /** With the best reference that each image may have there; which one the nodes have, they have not been asked yet. */
  readonly design: Design;
  /** Of each image the references that nodes may have it by, the best first. */
  readonly candidates: readonly (readonly Candidate[])[];
  readonly workers: WorkerNodes;
  readonly findings: readonly Finding[];
  /** Whether something there may make a node for a pod that fits on none. */
  readonly nodesMayCome: boolean;
}

/** What is said of a cluster that is looked at. */
interface Looking {
  readonly place: OwnPlace;
  readonly overlay: string | undefined;
  readonly images: ImageWishes;
  readonly pulling: Pulling;
}

/** Looks at a cluster for a plan. Changes nothing. @throws GroundFailure when it does not answer, or its nodes are of several architectures */
export async function examineOwn(
  base: Plan,
  { place, overlay: asked, images, pulling }: Looking,
  stream: Stream,
  signal: AbortSignal,
): Promise<Examined> {
  const catalogue = readCatalogue(base.project);
  const provider = new Provider(catalogue, [], stream);
  const tools = await ensureTools((name, stop) => provider.provide(imageNamed(catalogue, name), stop), stream, signal);
  const access = await stream.step('target/reach', `reach the cluster of context ${place.context}`, (tell) =>
    openAccess(place, tools, { tell, hide: (secrets) => stream.hide(secrets) }, signal),
  );
  return stream.step('target/examine', 'look at what it has and allows', async () => {
    const nodes = (await ifAllowed(access.api.core.listNode()))?.items;
    const workers = workersAmong(nodes);
    const overlay = chooseOverlay(asked, workers.names.length);
    const plan = overlaid(base, overlay);
    const known = { catalogue, architectures: workers.architectures };
    const candidates = plan.images.map((name) => candidatesFor(imageNamed(catalogue, name), known, images));
    const references = new Map(candidates.flatMap(([best]) => (best ? [[best.name, best.reference] as const] : [])));
    const chartValues = (): Readonly<Record<string, unknown>> => ({ ...pulling });
    const design: Design = { ...plan, tools, configFolders: configFolders(plan.project, overlay), references, chartValues };
    const rendered = await render(design, signal);
    const site = { access, nodes, rendered, names: namesTaken(rendered, plan), demands: demandsOf(rendered.releases) };
    const sizes = plan.images.map((name) => imageNamed(catalogue, name));
    const findings = [
      ...(await examineCluster(site, signal)),
      ...examinePulls(sizes, workers.names.length),
      ...examineLogIns(askersOf(base), askingOf(plan)),
    ];
    return { access, design, candidates, workers, findings, nodesMayCome: nodes === undefined || grows(nodes) };
  });
}
