/**
 * Where images come from: `auto` pulls what the network gives and builds the rest; `pull` and `build` force one way; `twin` builds, and makes of
 * each image that has a public one what is known of that.
 */
export const IMAGE_POLICIES = ['auto', 'pull', 'build', 'twin'] as const;
export type ImagePolicy = (typeof IMAGE_POLICIES)[number];

/** Whether a policy has registries asked. */
export function pulls(policy: ImagePolicy): boolean {
  return policy === 'auto' || policy === 'pull';
}

/** When nodes pull an image, in Kubernetes's words. */
export const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'] as const;
export type PullPolicy = (typeof PULL_POLICIES)[number];
