import { tryRun } from '../../harness/index.ts';

/** What stands in /etc/passwd of each of them, and is found where layers can be read at all. */
const CONTROL = 'root:x:0:0:';

/** Looks for the lines of its standard input in all layers of an image, those that later ones hide too, and says which it finds. Lines are on no command line. */
const LOOK = `texts=$(cat)
docker save "$1" </dev/null | LC_ALL=C grep --text --only-matching --fixed-strings --file=<(printf %s "$texts") | sort --unique`;

/**
 * Which of some texts lie in the layers of an image that this host's engine has. What is compressed within a layer, as in a JAR, is not looked into.
 * @returns the texts found; undefined where the engine gives layers that are compressed
 * @throws Error when it does not give the image
 */
export async function textsInLayers(reference: string, texts: readonly string[]): Promise<string[] | undefined> {
  const found = await tryRun('bash', ['-o', 'pipefail', '-c', LOOK, 'look', reference], { input: [...texts, CONTROL].join('\n') });
  if (found === undefined) return readable(reference); // what grep found may be a secret: nothing of it is told
  const lines = found.split('\n');
  return lines.includes(CONTROL) ? lines.filter((line) => line !== CONTROL) : undefined;
}

/** grep says by its exit code that it found nothing, not even the control. @throws Error when the engine does not give the image */
async function readable(reference: string): Promise<undefined> {
  const given = await tryRun('bash', ['-o', 'pipefail', '-c', 'docker save "$1" | wc --bytes', 'count', reference]);
  if (given === undefined) throw new Error(`the engine does not give the image ${reference}`);
}
