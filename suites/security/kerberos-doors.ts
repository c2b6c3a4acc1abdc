import type { Basics } from '../../fixtures/fixture.ts';
import { authorityOf } from '../../fixtures/tls.ts';
import { attempt } from './attempt.ts';
import { cookieOfMyMaking } from './forged-cookie.ts';
import { tokenOfMyMaking } from './forged-token.ts';
import { firstWordsOf } from './first-words.ts';
import { REFUSED_BY_TLS } from './refused-by-tls.ts';
import type { Attempt } from './tried-door.ts';
import { unlessRefused } from './unless-refused.ts';

/** HDFS and HBase as those find them who have no ticket. */
interface KerberosDoors {
  /** What a page says. @throws Error with its words for one that is refused */
  readonly page: (url: string, cookie?: string) => Promise<string>;
  /** The same in plain text. */
  readonly plainPage: (url: string) => Promise<string>;
  /** What a server of calls says first to somebody. */
  readonly calls: (host: string, port: number, hello: Buffer) => Promise<string>;
  readonly namespace: string;
}

type Try = (doors: KerberosDoors) => Promise<Attempt>;

/** How each refuses: Hadoop's AuthenticationFilter and token managers, its Server.initializeAuthContext, and HBase's ServerRpcConnection.processPreamble. */
const NO = {
  page: /^Error 401 /,
  plain: RegExp(REFUSED_BY_TLS),
  token: /InvalidToken|can't be found in cache/,
  hdfs: /SIMPLE authentication is not enabled/,
  hbase: /AccessDeniedException \S? ?Authentication is required/,
} as const;

/** That somebody calls and has nothing but a name: of HDFS ("hrpc", version 9, class of service 0, no protocol of authentication) and of HBase (version 0, SIMPLE). */
const HELLO = {
  hdfs: Buffer.from([...Buffer.from('hrpc'), 9, 0, 0]),
  hbase: Buffer.from([...Buffer.from('HBas'), 0, 80]),
} as const;

/** What somebody tries at HDFS. */
export const AT_HDFS: Readonly<Record<string, Try>> = {
  'who gives the owner’s name to the NameNode’s page': ({ page }) =>
    attempt(NO.page, () => page('https://namenode:9871/webhdfs/v1/?op=LISTSTATUS&user.name=hadoop')),
  'who gives it a token of their own making': ({ page }) =>
    attempt(NO.token, () => page(`https://namenode:9871/webhdfs/v1/?op=LISTSTATUS&delegation=${tokenOfMyMaking()}`)),
  'who gives such a token to a DataNode’s page': ({ page, namespace }) => {
    const file = `https://datanode-0.datanode.${namespace}.svc:9865/webhdfs/v1/hbase/hbase.id?op=OPEN&namenoderpcaddress=namenode:8020&offset=0`;
    return attempt(NO.token, () => page(`${file}&delegation=${tokenOfMyMaking()}`));
  },
  'who calls the NameNode with nothing but a name': ({ calls }) => called(NO.hdfs, calls('namenode', 8020, HELLO.hdfs)),
};

/** What somebody tries at HBase. */
export const AT_HBASE: Readonly<Record<string, Try>> = {
  'who calls the master with nothing but a name': ({ calls }) =>
    called(NO.hbase, calls('hbase-master-0.hbase-master', 16_000, HELLO.hbase)),
  'who calls a region server with nothing but a name': ({ calls }) =>
    called(NO.hbase, calls('hbase-regionserver-0.hbase-regionserver', 16_020, HELLO.hbase)),
  'who asks its REST server with nothing': ({ page }) => attempt(NO.page, () => page('https://hbase-rest:8080/')),
  'who asks it with a cookie of their own making': ({ page }) =>
    attempt(NO.page, () => page('https://hbase-rest:8080/', cookieOfMyMaking())),
  'who asks it in plain text': ({ plainPage }) => attempt(NO.plain, () => plainPage('http://hbase-rest:8080/')),
};

/** Comes to the stack's HDFS and HBase; undefined where they take a name for a proof. */
export async function comeWithoutTicket({ gateway, kubernetes, target: { namespace } }: Basics): Promise<KerberosDoors | undefined> {
  const { web = '' } = await kubernetes.configMap('hdfs');
  if (!web.startsWith('https:')) return undefined;
  const ca = await authorityOf(kubernetes);
  const fetch = gateway.trusting({ ca });
  return {
    page: (url, cookie) => read(fetch(url, cookie === undefined ? {} : { headers: { Cookie: cookie } })),
    plainPage: (url) => read(gateway.fetch(url)),
    calls: async (host, port, hello) => firstWordsOf(await gateway.forward(host, port), hello),
    namespace,
  };
}

async function read(answer: ReturnType<Basics['gateway']['fetch']>): Promise<string> {
  const response = await answer;
  const words = await response.text();
  if (!response.ok) throw new Error(`Error ${response.status} ${words}`);
  return words;
}

/** Who is refused is told so at once; who is not is waited for. */
function called(no: RegExp, answer: Promise<string>): Promise<Attempt> {
  return attempt(no, () => unlessRefused(no, answer));
}
