import { known, type PublicImage } from '../../images/public.ts';
import type { ChartContainer } from './container.ts';

/**
 * "/etc/kafka is above /etc/kafka/secrets": containerd makes a mount for each VOLUME that no mount of the pod matches exactly, and a place for it,
 * which it cannot make below a ConfigMap: that is mounted first, and read-only, so that the container is never created.
 */
export function mountsAboveVolumes({ container }: ChartContainer, image: PublicImage): string[] {
  const paths = container.volumeMounts?.map(({ mountPath }) => mountPath) ?? [];
  const unmatched = known(image.volumes)?.filter((volume) => !paths.includes(volume)) ?? [];
  return unmatched.flatMap((volume) => paths.filter((path) => volume.startsWith(`${path}/`)).map((path) => `${path} is above ${volume}`));
}
