import { readFileSync } from 'node:fs';
import { ApiException } from '@kubernetes/client-node';
import { z } from 'zod';
import { Access } from '../../cluster/access.ts';
import { serversWords } from '../../base/servers-words.ts';
import type { Stream } from '../../stream/stream.ts';
import type { TestsLogin } from '../target.ts';
import { makeAccount, type Account } from './account.ts';
import { openApiSocket } from './api-socket.ts';
import { keepKubeconfig } from './kept-kubeconfig.ts';
import { may } from './preflight/rights.ts';

/** What somebody needs who makes an account that can log in. */
const MAKES_TOKENS = { verb: 'create', group: '', resource: 'serviceaccounts/token' } as const;

const USER = 'tests';

/** A context may be without a user, where its server asks for none (kubectl proxy). */
const kubeconfigSchema = z.looseObject({ contexts: z.array(z.looseObject({ context: z.looseObject({}) })) });

/**
 * Gives tests a login of their own, which may do what `touchstone rbac` lists and no more, whatever else the login of the run may do. One that may
 * not make such accounts, as that of `touchstone rbac` may not, tests share.
 */
export async function loginForTests(access: Access, stream: Stream, signal: AbortSignal): Promise<TestsLogin> {
  if (!(await may(MAKES_TOKENS, access.api, access.namespace))) return shared(access, 'it may not make tokens for another account');
  let account: Account;
  try {
    account = await makeAccount(access);
  } catch (error) {
    if (!(error instanceof ApiException)) throw error;
    return shared(access, serversWords(error));
  }
  try {
    stream.hide([account.token]);
    const as = `${account.name}, a ServiceAccount with the rights of touchstone rbac`;
    return { access: await accessBy(account.token, access, signal), as, close: account.remove };
  } catch (error) {
    await account.remove();
    throw error;
  }
}

function shared(access: Access, why: string): TestsLogin {
  return { access, as: `the login of the run: ${why}`, close: () => undefined };
}

/** The same place by a kubeconfig that has a token, and nothing of the run's login. */
async function accessBy(token: string, { place, tools }: Access, signal: AbortSignal): Promise<Access> {
  const config = kubeconfigSchema.parse(JSON.parse(readFileSync(place.kubeconfig, 'utf8')));
  const contexts = config.contexts.map((each) => ({ ...each, context: { ...each.context, user: USER } }));
  const kubeconfig = keepKubeconfig({ ...config, contexts, users: [{ name: USER, user: { token } }] });
  return new Access({ ...place, kubeconfig, socket: await openApiSocket(kubeconfig, tools.kubectl, signal) }, tools);
}
