import type { Results } from '../../model/results.ts';
import { html, NOTHING, type Markup } from './markup.ts';
import { tableOf } from './table.ts';

/** What the run ran on and with. */
export function factsOf({ host, target, cluster, images, harnessMemory, cleanup }: Results): Markup {
  const rows: readonly (readonly [what: string, is: string])[] = [
    [
      'cluster',
      target ? `${target.name}, namespace ${target.namespace}, ${target.fresh ? 'made by the run' : 'stood before the run'}` : '',
    ],
    ['tests ran as', target?.testsRunAs ?? ''],
    ['Kubernetes', cluster?.kubernetes ?? ''],
    ...(cluster?.nodes ?? []).map(
      ({ os, architecture, kernel, runtime }) => ['node', `${os}, ${architecture}, Linux ${kernel}, ${runtime}`] as const,
    ),
    ['host', host ? `${host.cores} cores, ${(host.memory / 1024).toFixed(1)} GiB of memory, engine ${host.engine ?? 'none'}` : ''],
    ['the harness’s own memory', `${harnessMemory} MiB at its highest`],
    ['cleanup', `${cleanup.status}${cleanup.detail === '' ? '' : ` (${cleanup.detail})`}`],
  ];
  const facts = rows
    .filter(([, is]) => is !== '')
    .map(
      ([what, is]) =>
        html`<tr>
          <th>${what}</th>
          <td>${is}</td>
        </tr>`,
    );
  return html`<table>
      <tbody>
        ${facts}
      </tbody>
    </table>
    ${imagesOf(images)}`;
}

function imagesOf(images: Results['images']): Markup {
  if (images.length === 0) return NOTHING;
  const rows = images.map(
    ({ name, reference, origin, id = '' }) =>
      html`<tr>
        <td>${name}</td>
        <td>${origin}</td>
        <td><code>${reference}</code></td>
        <td><code>${id}</code></td>
      </tr>`,
  );
  return html`<details>
    <summary>${images.length} images</summary>
    ${tableOf(['name', 'had by', 'reference', 'id'], rows)}
  </details>`;
}
