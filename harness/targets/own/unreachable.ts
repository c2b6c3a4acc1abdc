/** Why a cluster does not answer. */
export interface Unreachable {
  /** A sentence that follows "context …". */
  readonly what: string;
  readonly mend: string;
}

/** How login programs say that they wait for a person: a page to open, a code to type, a terminal to ask on, a command to log in by. */
const WANTS_PERSON =
  /devicelogin|device code|enter (the|this) code|code .*https?:|https?:\S+ .*code|open .*browser|browser .*open|sign in|please (re-?)?(log ?in|authenticate)|\b(az|tsh|oc|vault) login|auth login|sso login|please enter (username|password)|is not a terminal|interactive mode/i;

const REASONS: readonly (readonly [RegExp, Unreachable])[] = [
  [
    /executable \S+ not found|executable file not found|fork\/exec \S+: no such file/,
    { what: 'logs in by a program that this host lacks', mend: 'Install it, or use a kubeconfig that logs in another way.' },
  ],
  [
    WANTS_PERSON,
    { what: 'wants a person to log in', mend: 'Log in by hand, once, in a terminal; a run then takes what the login program remembers.' },
  ],
  [
    /getting credentials|exec plugin/,
    { what: 'logs in by a program that fails', mend: 'Its words are below; the same command by hand shows more.' },
  ],
  [
    /Unauthorized|must be logged in|provide credentials|token .*expired/i,
    { what: 'has a login that the cluster does not take', mend: 'It may have run out: log in again.' },
  ],
  [
    /proxyconnect|socks connect/,
    { what: 'is behind a proxy that does not pass it on', mend: 'Look at HTTPS_PROXY, NO_PROXY, and the kubeconfig’s proxy-url.' },
  ],
  [
    /x509|certificate|server gave HTTP response to HTTPS client/,
    {
      what: 'leads to a server whose certificate is not the one expected',
      mend: 'Is it the cluster that the kubeconfig was made for? Get a new one.',
    },
  ],
  [/no such host|server misbehaving/, { what: 'names a server that nobody here knows', mend: 'Is a VPN needed, or is the cluster gone?' }],
  [/connection refused|was refused/, { what: 'leads to a port where nobody listens', mend: 'Is the cluster up, and the port right?' }],
  [
    /i\/o timeout|deadline exceeded|Client\.Timeout|handshake timeout|no route to host|network is unreachable/,
    { what: 'leads to a server that does not answer', mend: 'Is there a way to it from here: a VPN, a firewall, a private endpoint?' },
  ],
];

/** Reads the reason out of what kubectl, and the login program that it ran, said. */
export function whyUnreachable(words: string): Unreachable {
  const found = REASONS.find(([pattern]) => pattern.test(words));
  return found?.[1] ?? { what: 'leads to a cluster that does not answer', mend: 'See its words below.' };
}

/** Whether a line is a login program's that waits for a person, who will not come. */
export function wantsPerson(line: string): boolean {
  return WANTS_PERSON.test(line);
}
