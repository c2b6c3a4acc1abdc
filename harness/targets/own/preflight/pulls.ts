import type { Finding } from '../../../model/finding.ts';
import { gibibytes } from '../../../model/quantity.ts';

/**
 * How much the nodes will pull at most: each the images that it lacks, which nobody knows before it is asked.
 * @param images with their sizes unpacked, in MiB: a registry sends less @param nodes how many take pods; none where that is not told
 */
export function examinePulls(images: readonly { readonly size: number }[], nodes: number): Finding[] {
  if (images.length === 0) return [];
  const each = images.reduce((sum, { size }) => sum + size, 0) * 2 ** 20;
  const whole = nodes > 1 ? `, ${gibibytes(each * nodes)} on all ${nodes}` : '';
  return [
    {
      what: 'images',
      state: 'will be done',
      detail: `each node pulls what it lacks of ${images.length} image${images.length === 1 ? '' : 's'}: up to ${gibibytes(each)} unpacked${whole}`,
    },
  ];
}
