/** Where images come from: `auto` pulls what the network gives and builds the rest; the others force one way. */
export const IMAGE_POLICIES = ['auto', 'pull', 'build'] as const;
export type ImagePolicy = (typeof IMAGE_POLICIES)[number];

/** When nodes pull an image, in Kubernetes's words. */
export const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'] as const;
export type PullPolicy = (typeof PULL_POLICIES)[number];
