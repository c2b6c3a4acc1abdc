import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from './base/failure.ts';
import { projectAt, type Project } from './base/project.ts';
import { readCatalogue } from './images/catalogue.ts';
import { chartOf } from './model/chart.ts';
import { readStack } from './model/stack.ts';

/** The project in a folder, whose blueprint speaks of nothing that is not there. @throws UsageError that says what is wrong with it */
export function openProject(folder: string | undefined): Project {
  const project = projectAt(folder);
  project.roots.forEach(checkModules);
  const stack = readStack(project);
  const { systems, credentials, edges } = stack;
  const catalogue = readCatalogue(project);
  const known = {
    system: Object.keys(systems),
    credential: Object.keys(credentials),
    edge: Object.keys(edges),
    image: [...catalogue.keys()],
  };
  const check = (who: string, what: keyof typeof known, names: readonly string[]): void => {
    const lost = names.find((name) => !known[what].includes(name));
    if (lost !== undefined) throw new UsageError(`${who} of blueprint/stack.yaml names the ${what} ${lost}, and there is none`);
  };
  for (const [name, system] of Object.entries(systems)) {
    chartOf(project, stack, name);
    check(`the system ${name}`, 'system', system.needs);
    check(`the system ${name}`, 'credential', system.credentials);
    check(`the system ${name}`, 'image', Object.values(system.images));
  }
  for (const [name, { from, to, after }] of Object.entries(edges)) {
    check(`the edge ${name}`, 'system', [from, to]);
    check(`the edge ${name}`, 'edge', after);
  }
  for (const { name, build } of catalogue.values()) {
    const lost = Object.values(build.from).find((base) => !catalogue.has(base));
    if (lost !== undefined) throw new UsageError(`the image ${name} of images/images.yaml is built from ${lost}, and there is none`);
  }
  return project;
}

/** What a suite exports is found where Node.js takes its file for an ES module, which the next package.json decides. */
function checkModules(root: string): void {
  const file = join(root, 'package.json');
  if (!existsSync(file) && root !== dirname(root)) checkModules(dirname(root));
  else if (!existsSync(file) || !/"type":\s*"module"/.test(readFileSync(file, 'utf8')))
    throw new UsageError(
      `a project needs a package.json that says "type": "module"; ${existsSync(file) ? `${file} does not` : 'there is none'}`,
    );
}
