/** Since which version of which package an option does what charts want of it; `everywhere` is POSIX's, BusyBox's and GNU's alike. */
export type Since = 'everywhere' | Readonly<Record<string, string>>;

/** A program: the packages that may have it, the first that an image has counts, and the options that have been looked up. */
interface Program {
  readonly packages: readonly string[];
  readonly options: Readonly<Record<string, Since>>;
}

const CORE = ['coreutils', 'busybox'] as const;

function core(options: Program['options'] = {}): Program {
  return { packages: CORE, options };
}

function postgresql(...options: readonly string[]): Program {
  // The manual of 15; the oldest image has 15 as well.
  return { packages: ['postgresql'], options: Object.fromEntries(options.map((option) => [option, { postgresql: '15' }])) };
}

/** Long ones are GNU's, 5.0 (2003); BusyBox's head and od know none of these. */
const GNU = { coreutils: '5.0' };

export const OPTIONS: Readonly<Record<string, Program>> = {
  base64: core({ '--decode': { coreutils: '6.0' }, '--wrap': { coreutils: '6.0' } }), // the first that has the program (2006)
  bash: { packages: ['bash'], options: { '-c': 'everywhere', '-e': 'everywhere', '-u': 'everywhere' } },
  sh: { packages: ['bash', 'busybox'], options: { '-c': 'everywhere', '-e': 'everywhere', '-u': 'everywhere' } },
  node: { packages: ['node'], options: {} },
  minio: {
    packages: ['minio'],
    options: {
      '--address': { minio: '2018' },
      '--certs-dir': { minio: '2019' },
      '--console-address': { minio: '2021' },
      '--json': { minio: '2018' },
    },
  },
  versitygw: { packages: ['versitygw'], options: {} },
  python3: { packages: ['python3'], options: {} },
  'spark-submit': { packages: ['spark'], options: { '--master': { spark: '1.0' }, '--conf': { spark: '1.0' } } },
  cat: core(),
  chmod: core(),
  cp: core(),
  cut: core({ '-d': 'everywhere', '-f': 'everywhere' }),
  head: core({ '--bytes': GNU }),
  mkdir: core({ '-p': 'everywhere' }),
  mv: core(),
  od: core({ '--address-radix': GNU, '--format': GNU, '--width': GNU }),
  rm: core({ '-r': 'everywhere', '-f': 'everywhere' }),
  sha1sum: core(),
  sha256sum: core(),
  sleep: core(), // 0.2 is no number to POSIX; GNU's and BusyBox's take it
  sort: core({ '-t': 'everywhere', '-k': 'everywhere' }),
  sync: core(),
  tail: core({ '--bytes': GNU }),
  tee: core(),
  timeout: core(),
  touch: core(),
  tr: core({ '-d': 'everywhere' }),
  grep: {
    packages: ['grep', 'busybox'],
    options: { '-E': 'everywhere', '-q': 'everywhere', '-e': 'everywhere', '-o': { grep: '2.5', busybox: '1.0' } },
  },
  sed: { packages: ['sed', 'busybox'], options: { '-n': 'everywhere', '-e': 'everywhere' } },
  find: {
    packages: ['findutils', 'busybox'],
    options: {
      '-L': 'everywhere',
      '-name': 'everywhere',
      '-maxdepth': { findutils: '4.2' },
      '-print': 'everywhere',
      '-quit': { findutils: '4.2.3' },
    },
  },
  gzip: { packages: ['gzip', 'busybox'], options: { '-d': 'everywhere', '-c': 'everywhere' } },
  openssl: {
    packages: ['openssl'],
    // Of pkcs12, in the manual of 1.1.1.
    options: Object.fromEntries(['-export', '-name', '-inkey', '-passout', '-out'].map((option) => [option, { openssl: '1.1.1' }])),
  },
  curl: {
    packages: ['curl'],
    options: {
      '--cacert': { curl: '7.5' },
      '--cert': { curl: '7.1' },
      '--config': { curl: '7.1' },
      '--connect-to': { curl: '7.49' },
      '--data': { curl: '7.1' },
      '--fail': { curl: '7.1' },
      '--header': { curl: '7.1' },
      '--key': { curl: '7.9.3' },
      '--max-time': { curl: '7.1' },
      '--output': { curl: '7.1' },
      '--request': { curl: '7.1' },
      '--resolve': { curl: '7.21.3' },
      '--show-error': { curl: '7.1' },
      '--silent': { curl: '7.1' },
      // 7.75 knows it; before 7.86 it signs the host without its port, which a store refuses (curl/curl#9550).
      '--aws-sigv4': { curl: '7.86' },
    },
  },
  createdb: postgresql('--host', '--username', '--owner'),
  initdb: postgresql('--pgdata', '--username', '--auth-local', '--auth-host', '--encoding', '--locale', '--no-sync'),
  pg_ctl: postgresql('--pgdata', '--options', '--wait', '--silent', '--mode'),
  postgres: postgresql('-D', '-c'),
  psql: postgresql(
    '--host',
    '--username',
    '--dbname',
    '--quiet',
    '--single-transaction',
    '--set',
    '--output',
    '--file',
    '--tuples-only',
    '--command',
  ),
};
