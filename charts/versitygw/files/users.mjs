// Writes who the users of versitygw are: users.mjs SETTINGS KEYS FOLDER. They are these and no others then, because the server, which starts next, knows
// none but those of its file (its internal IAM service).
import { readFileSync, writeFileSync } from 'node:fs';
import { keysIn } from './keys.mjs';

const [settings, keys, folder] = process.argv.slice(2);
const { users } = JSON.parse(readFileSync(settings, 'utf8'));

const accounts = Object.keys(users).map((name) => {
  const { access, secret } = keysIn(keys, name);
  return [access, { access, secret, role: 'user' }];
});
writeFileSync(`${folder}/users.json`, JSON.stringify({ accessAccounts: Object.fromEntries(accounts) }), { mode: 0o600 });
