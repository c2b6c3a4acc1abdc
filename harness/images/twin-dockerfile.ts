import { known, type PublicImage } from './public.ts';

/** The suite of Debian that the built images are of. */
const OURS = 'bookworm';
const BUILT_JAVA = 17;

/** Where Debian has each Java. The runtime of the built images is the one of their own suite. */
const SUITE_WITH_JAVA: Readonly<Record<number, string>> = { 8: 'sid', 11: 'bullseye', 17: OURS, 21: 'trixie' };

/**
 * The Dockerfile of a public image's twin: its own instructions, where an image has any (images/<name>/twin/Dockerfile), then what the facts
 * say. Its last stage is the built image. What no fact is known of stays as it is there.
 * @throws Error for a Java that no suite is known to have
 */
export function twinDockerfile(facts: PublicImage, own = 'ARG BUILT\nFROM ${BUILT}\n'): string {
  const [env, user, volumes] = [known(facts.env), known(facts.user), known(facts.volumes) ?? []];
  const java = known(facts.java);
  return [
    own.trimEnd(),
    'USER root',
    ...packages(java, localeIn(env)),
    ...(java === undefined ? [] : javaHome(env?.JAVA_HOME)),
    ...(user === undefined ? [] : account(user)),
    ...(volumes.length > 0 && user !== undefined
      ? [`RUN mkdir -p ${volumes.join(' ')} && chown ${user.uid}:${user.gid} ${volumes.join(' ')}`]
      : []),
    ...settings(facts),
    ...(volumes.length > 0 ? [`VOLUME ${JSON.stringify(volumes)}`] : []), // last: what is written there after it is lost
    '',
  ].join('\n');
}

/** Whether a twin has another Java than the built image. */
export function bringsJava({ java }: PublicImage): boolean {
  return SUITE_WITH_JAVA[known(java) ?? BUILT_JAVA] !== OURS;
}

function settings({ env, workdir, user, entrypoint, cmd }: PublicImage): string[] {
  const [variables, directory, account, start, args] = [known(env) ?? {}, known(workdir), known(user), known(entrypoint), known(cmd)];
  const set = Object.entries(variables).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [
    ...(set.length === 0 ? [] : [`ENV ${set.join(' \\\n    ')}`]),
    ...(directory === undefined ? [] : [`WORKDIR ${directory}`]),
    ...(account === undefined ? [] : [`USER ${account.uid}:${account.gid}`]),
    ...(start === undefined ? [] : [`ENTRYPOINT ${JSON.stringify(start)}`]),
    ...(args === undefined ? [] : [`CMD ${JSON.stringify(args)}`]),
  ];
}

/** Another Java in the place of the built image's, and the locale that the settings name, without which bash complains and Java reads ASCII. */
function packages(java = BUILT_JAVA, locale: string | undefined): string[] {
  const suite = SUITE_WITH_JAVA[java];
  if (suite === undefined) throw new Error(`no suite of Debian is known to have Java ${java}`);
  const wanted = [...(suite === OURS ? [] : [`openjdk-${java}-jre-headless`]), ...(locale === undefined ? [] : ['locales'])];
  if (wanted.length === 0) return [];
  return [
    [
      // A suite that is no longer released has a date on its lists that is over; they are signed all the same.
      `RUN sed -n 's#^\\(deb [^ ]*\\) ${OURS} main#\\1 ${suite} main#p' /etc/apt/sources.list >/etc/apt/sources.list.d/${suite}.list`,
      'apt-get -o Acquire::Check-Valid-Until=false update',
      `apt-get install -y -t ${suite} ${wanted.join(' ')}`,
      ...(suite === OURS ? [] : ['apt-get purge -y openjdk-17-jre-headless']),
      ...(locale === undefined ? [] : [`localedef -i ${locale} -f UTF-8 ${locale}.UTF-8`]),
      `rm -rf /var/lib/apt/lists/* /var/cache/apt/* /etc/apt/sources.list.d/${suite}.list`,
    ].join(' \\\n && '),
  ];
}

/** "en_US", where the environment has en_US.UTF-8. */
function localeIn(env: Readonly<Record<string, string>> | undefined): string | undefined {
  return /^([a-z]{2}_[A-Z]{2})\.utf-?8$/i.exec(env?.LANG ?? '')?.[1];
}

/** Java where the environment says that it is; where that says nothing the built image's own word goes. */
function javaHome(path: string | undefined): string[] {
  if (path === undefined) return ['ENV JAVA_HOME=""'];
  const link = path.replace(/\/$/, '');
  return [`RUN mkdir -p "$(dirname ${link})" && ln -sfn "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")" ${link}`];
}

/** The account that the image starts as, by its name too; a program may look itself up. */
function account({ name, uid, gid }: { readonly name: string; readonly uid: number; readonly gid: number }): string[] {
  if (name === '' || name === 'root') return [];
  return [
    `RUN (getent group ${gid} || groupadd --gid ${gid} ${name}) && (usermod --gid ${gid} ${name} || useradd --uid ${uid} --gid ${gid} --no-create-home ${name})`,
  ];
}
