import { known, type PublicImage } from '../../images/public.ts';
import type { ChartContainer } from './container.ts';
import { callsIn } from './calls.ts';
import { scriptsOf } from './scripts.ts';

/** The first Java that knows a flag, and the last one that does where there is one. */
interface Span {
  readonly from: number;
  readonly to?: number;
}

/** Flags by what they begin with, as far as they have been looked up (Java's "java" manual pages). */
const FLAGS: readonly (readonly [RegExp, Span])[] = [
  [/^-(cp|classpath|server|X(ms|mx|ss)\S+|D\S+)$/, { from: 8 }],
  [
    /^-XX:([+-](UseSerialGC|UseG1GC|ExitOnOutOfMemoryError)|(NewRatio|TieredStopAtLevel|ReservedCodeCacheSize|MaxMetaspaceSize|MaxDirectMemorySize)=\S+)$/,
    { from: 8 },
  ],
  [/^-XX:CompileThresholdScaling=/, { from: 8 }],
  [/^-XX:\+(PrintGCDetails|PrintGCDateStamps|UseConcMarkSweepGC)$/, { from: 8, to: 8 }],
  [/^--add-(opens|exports)=/, { from: 9 }],
  [/^-Xlog:/, { from: 9 }],
  [/^@/, { from: 9 }],
];

/** "--add-opens=… is for Java 9 and later, and 8 is there": what a JVM of the public image would not start with. */
export function wrongFlags(one: ChartContainer, image: PublicImage): string[] {
  const java = known(image.java);
  if (java === undefined) return [];
  return [...jvmsOf(one).flat(), ...inSettings(one)].flatMap((flag) => whyUnfit(flag, java) ?? []);
}

function whyUnfit(flag: string, java: number): string | undefined {
  const span = FLAGS.find(([pattern]) => pattern.test(flag))?.[1];
  if (span === undefined) return `nobody has said which Java knows ${flag} (jvm.ts)`;
  const { from, to = Infinity } = span;
  return from <= java && java <= to ? undefined : `${flag} is for Java ${from}${to === Infinity ? ' and later' : ''}, and ${java} is there`;
}

/** The flags of each JVM that a container starts: those before its class, and those in a file that it is pointed to. */
export function jvmsOf(one: ChartContainer): string[][] {
  return scriptsOf(one)
    .flatMap(({ text }) => callsIn(text))
    .filter(({ program }) => program === 'java')
    .map(({ args }) => flagsOf(args).flatMap((flag) => [flag, ...inFile(flag, one)]));
}

/** Up to the main class, which is the first word that is neither a flag nor a class path nor only known when it runs. */
function flagsOf(args: readonly string[]): string[] {
  const end = args.findIndex((word, index) => !/^[-@$]/.test(word) && !/^-(cp|classpath)$/.test(args[index - 1] ?? ''));
  return args.slice(0, end < 0 ? args.length : end).filter((word) => /^[-@]/.test(word));
}

function inFile(flag: string, { files }: ChartContainer): string[] {
  return flag.startsWith('@')
    ? (files
        .get(flag.slice(1))
        ?.split('\n')
        .filter((line) => line !== '') ?? [])
    : [];
}

/** What Spark gives the JVMs that it starts. */
function inSettings({ files }: ChartContainer): string[] {
  return [...files.values()].flatMap((text) =>
    [...text.matchAll(/^spark\.\w+\.extraJavaOptions\s+(.+)$/gm)].flatMap(([, flags = '']) => flags.trim().split(/\s+/)),
  );
}
