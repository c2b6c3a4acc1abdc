import { REPOSITORY } from '../../base/project.ts';
import { imageNamed, readCatalogue } from '../../images/catalogue.ts';
import { known, publicSideOf, type PublicImage } from '../../images/public.ts';
import { callsIn, type Call } from './calls.ts';
import { OPTIONS, type Since } from './options.ts';

/** What a script that is run in an image (its name) calls and the public image has not; nothing where the image has no public side. */
export function wrongCallsIn(script: string, name: string): string[] {
  const catalogue = readCatalogue(REPOSITORY);
  const image = publicSideOf(catalogue, imageNamed(catalogue, name));
  return image === undefined ? [] : callsIn(script).flatMap((call) => whyNotCallable(call, image) ?? []);
}

/** What is wrong with a call in a public image: the program is not there, or an option of it is not there yet; undefined when nothing is. */
export function whyNotCallable({ program, args }: Call, image: PublicImage): string | undefined {
  const name = program.split('/').at(-1) ?? program;
  if (name === 'java' || name === 'keytool') return known(image.java) === undefined ? 'java is not there' : undefined; // one package
  const entry = OPTIONS[name];
  if (entry === undefined) return `nobody has said which package has ${name} (options.ts)`;
  const provider = entry.packages.find((one) => one in image.programs);
  if (provider === undefined) return `${name} is not known to be there: neither ${entry.packages.join(' nor ')}`;
  const version = known(image.programs[provider]);
  const wrong = optionsIn(args, entry.options).filter((option) => !isThere(entry.options[option], provider, version));
  if (wrong.length === 0) return undefined;
  return `${name} ${wrong.join(' ')} is not known to work in ${provider} ${version ?? 'of an unknown version'}`;
}

/** The options among arguments: letters behind one dash are an option each, unless the program takes them together (find) or the first has a value. */
function optionsIn(args: readonly string[], options: Readonly<Record<string, Since>>): string[] {
  return args.flatMap((word) => {
    if (word.startsWith('--')) return word.split('=').slice(0, 1);
    if (!/^-[a-zA-Z]/.test(word)) return [];
    if (word in options) return [word];
    const each = Array.from(word.slice(1), (letter) => `-${letter}`);
    return each.every((option) => option in options) ? each : each.slice(0, 1);
  });
}

function isThere(since: Since | undefined, provider: string, version: string | undefined): boolean {
  if (since === undefined) return false;
  if (since === 'everywhere') return true;
  const first = since[provider];
  return first !== undefined && version !== undefined && isAtLeast(version, first);
}

/** Whether a version is another or a later one, number by number. */
export function isAtLeast(version: string, first: string): boolean {
  const [have, want] = [version, first].map((one) => one.split('.').map(Number));
  const difference = want?.map((number, index) => (have?.[index] ?? 0) - number).find((one) => one !== 0) ?? 0;
  return difference >= 0;
}
