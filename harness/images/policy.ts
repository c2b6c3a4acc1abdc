/** Where images come from: `auto` pulls what the network gives and builds the rest; the others force one way. */
export const IMAGE_POLICIES = ['auto', 'pull', 'build'] as const;
export type ImagePolicy = (typeof IMAGE_POLICIES)[number];
