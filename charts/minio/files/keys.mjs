import { readFileSync } from 'node:fs';

// The keys of a user of the store: a Secret, mounted as files in a folder of the user's name.
export function keysIn(folder, name) {
  const [access, secret] = ['access-key', 'secret-key'].map((key) => readFileSync(`${folder}/${name}/${key}`, 'utf8').trim());
  return { access, secret };
}
