import { quote } from '../base/quote.ts';
import type { ClusterFacts } from '../model/cluster-facts.ts';
import { sizeOf, type Profile } from '../model/profile.ts';
import { closingLine, type Results } from '../model/results.ts';
import { code, plain } from '../words/markdown.ts';
import type { Product } from './product.ts';

/** README.md: what ran, on what, and how anybody runs it again. @param maker the Touchstone that ran it */
export function readmeOf(product: Product, profile: Profile, { run, cluster, counts, edges }: Results, maker: string): string {
  const passed = edges.filter(({ name }) => profile.edges.includes(name));
  const sections = [
    `# ${plain(product.name)} ${plain(product.version)}`,
    `${plain(profile.title)}: ${sizeOf(profile)} tests, ${closingLine(counts)}, on ${new Date(run.startedAt).toISOString().slice(0, 10)} by ${maker}.`,
    ['| Edge | Verdict |', '| --- | --- |', ...passed.map(({ name, status }) => `| ${name} | ${status} |`)].join('\n'),
    `## Cluster\n\n${clusterLines(cluster).join('\n')}`,
    `## Run it again\n\nWith ${maker}:\n\n${code(`touchstone ${run.arguments.map(quote).join(' ')}`)}`,
    '## Check it\n\n`touchstone certify check FILE`, or of the files alone: `sha256sum --check SHA256SUMS`.',
  ];
  return `${sections.join('\n\n')}\n`;
}

function clusterLines(cluster: ClusterFacts | undefined): string[] {
  const { kubernetes, nodes = [], storageClasses = [], podNetwork, untold = [] } = cluster ?? {};
  const kinds = new Map<string, number>();
  for (const { os, architecture, kernel, runtime } of nodes) {
    const kind = `${os}, ${architecture}, Linux ${kernel}, ${runtime}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [
    `- Kubernetes ${kubernetes ?? 'of an untold version'}`,
    ...[...kinds].map(([kind, count]) => `- ${count} × ${plain(kind)}`),
    ...storageClasses.map(
      ({ name, provisioner, isDefault }) => `- StorageClass ${plain(name)} (${plain(provisioner)}${isDefault ? ', the default' : ''})`,
    ),
    `- pod network: ${podNetwork ?? 'not one that is known'}`,
    ...untold.map((what) => `- untold: ${plain(what)}`),
  ];
}
