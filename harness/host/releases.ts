/** What a release is for, as its publisher names it: "linux-arm64". */
type Platform = `${'linux' | 'darwin'}-${'amd64' | 'arm64'}`;

/** A tool's official release. */
export interface Release {
  /** Where the file for a platform is: the program, or a .tar.gz with it in one folder. */
  readonly url: (os: string, architecture: string) => string;
  /** SHA-256 of each of these files. What has none here is not taken. */
  readonly sha256: Readonly<Partial<Record<Platform, string>>>;
}

/**
 * The releases that tools come from. A checksum that lies beside a file says only that it came whole: who changes the one changes the other.
 * These are what the publishers stated, as Helm's release notes and a good many projects that pin the same files have them.
 */
export const RELEASES = {
  kind: {
    url: (os, architecture) => `https://kind.sigs.k8s.io/dl/v0.33.0/kind-${os}-${architecture}`,
    sha256: {
      'linux-amd64': 'aee6151561422756b764a4ae28e7f44cda5af5a9eead3cc9985112b1de8d8e0d',
      'linux-arm64': '20022bee6cfcd5086cb7234d218e3454e6090022f2a8f55d1fa7fcf42c3867a2',
      'darwin-amd64': '5a99f26f57246dc9319dd294803313197a0f34d33c525b3ea8b655db5916ece0',
      'darwin-arm64': '0c8c7dbe5e23594a198b786c4bc13dacc101fa6196b0cb0b23a1ca44e61f4b4f',
    },
  },
  helm: {
    url: (os, architecture) => `https://get.helm.sh/helm-v3.22.0-${os}-${architecture}.tar.gz`,
    sha256: {
      'linux-amd64': '1e4ab49e429626cf6c6958d914248b78c9730803c2751b87627e171dc800e7bb',
      'linux-arm64': 'f14e804dfee240f55525b667488fe9adca349e63e00c9af634c0beb1421ac310',
      'darwin-amd64': 'bd1d09f316558dda23698527859600936fed1371021ce0f2272d66b2fdcfa69c',
      'darwin-arm64': '4c9982a6cdeb458b60258df66b55398ca5b19293f6877faffe2909ad6f23dfe0',
    },
  },
  kubectl: {
    url: (os, architecture) => `https://dl.k8s.io/release/v1.37.1/bin/${os}/${architecture}/kubectl`,
    sha256: {
      'linux-amd64': '65691ff77eb6fa44c908b77a1082c9f092c3b9733b5cefabec0d1104890e21a8',
      'linux-arm64': 'ff749f4b78d9c4f1ec87307df9b50119ed819e2094aa9810cb9acffc3286c8c7',
      'darwin-amd64': '6851381c486ff6edd691623e3d65c87cb9a5b02887ff8fbbb38d8a031b748387',
      'darwin-arm64': 'fd65982c97ddad3106754b69ffa196d0e543aa591930ae52aed1adfb92f8c77f',
    },
  },
} satisfies Record<string, Release>;
