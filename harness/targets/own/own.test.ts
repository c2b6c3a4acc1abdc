import { expect, test } from 'vitest';
import { Stream } from '../../stream/stream.ts';
import { fakeProgram } from '../../testing/fake-program.ts';
import type { OwnPlace } from './kubeconfig.ts';
import { checkReachable } from './reach.ts';
import { ownTarget } from './target.ts';
import { whyUnreachable } from './unreachable.ts';

test('runs take turns in a namespace of a cluster, by whichever file and context they come there', () => {
  const lockOf = (changed: Partial<OwnPlace>): string | undefined => {
    const place = { files: ['/a'], context: 'x', namespace: 'team', server: 'https://one', loginFolder: '/', ...changed };
    return ownTarget(
      { place, fresh: false, overlay: undefined, images: { replaced: new Map() }, pulling: {}, imageFlags: [] },
      new Stream(),
    ).workplace.id;
  };
  expect(lockOf({ files: ['/b'], context: 'y' })).toBe(lockOf({}));
  expect(lockOf({ namespace: 'other' })).not.toBe(lockOf({}));
  expect(lockOf({ server: 'https://two' })).not.toBe(lockOf({}));
});

test('a cluster that does not answer is named, with what kubectl says', async () => {
  const kubectl = await fakeProgram(`echo 'Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout' >&2; exit 1`);
  const place = { kubeconfig: '/tmp/none', context: 'prod', namespace: 'team' };
  const reaching = checkReachable(place, kubectl.path, () => undefined, new AbortController().signal);
  await expect(reaching).rejects.toMatchObject({
    message: 'context prod leads to a server that does not answer',
    evidence: ['Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout'],
  });
});

test.for([
  ['dial tcp: lookup k8s.example on 10.0.0.53:53: no such host', 'names a server that nobody here knows'],
  ['dial tcp 127.0.0.1:6443: connect: connection refused', 'leads to a port where nobody listens'],
  ['tls: failed to verify certificate: x509: certificate signed by unknown authority', 'whose certificate is not the one expected'],
  ['proxyconnect tcp: dial tcp 10.1.1.1:3128: connect: connection refused', 'is behind a proxy that does not pass it on'],
  ['error: You must be logged in to the server (the server has asked for the client to provide credentials)', 'does not take'],
  ['getting credentials: exec: executable aws not found', 'by a program that this host lacks'],
  ['ERROR: Please run: az login', 'wants a person to log in'],
  ['Error loading SSO Token: Token for x does not exist. Run: aws sso login', 'wants a person to log in'],
  ['To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code A1B2', 'wants a person to log in'],
  ['You do not currently have an active account selected. Please run: gcloud auth login', 'wants a person to log in'],
] as const)('“%s” %s', ([words, expected]) => {
  expect(whyUnreachable(words).what).toContain(expected);
});
