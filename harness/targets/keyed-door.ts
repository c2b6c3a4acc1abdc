import { GroundFailure } from '../base/failure.ts';
import type { Access } from '../cluster/access.ts';
import { byHand } from '../cluster/place.ts';
import { ifThere } from '../cluster/api.ts';
import type { Door } from './target.ts';

/** The Secret that the installation gave the gateway, and the user whom its token stands for (charts/gateway/files/lock.mjs). */
const SECRET = 'gateway-access';
const USER = 'touchstone';

/**
 * Opens a door with the gateway's token in its address.
 * @throws GroundFailure when the gateway has none
 */
export async function keyedDoor({ api, place }: Access, open: () => Door | Promise<Door>): Promise<Door> {
  const secret = await ifThere(api.core.readNamespacedSecret({ name: SECRET, namespace: place.namespace }));
  const token = secret?.data?.token;
  if (token === undefined)
    throw new GroundFailure(
      `the gateway’s token is not in namespace ${place.namespace}`,
      `Bring the stack up anew, which makes it; look with: ${byHand(place, 'get', 'secret', SECRET)}`,
    );
  const door = await open();
  const url = new URL(door.url);
  url.username = USER;
  url.password = Buffer.from(token, 'base64').toString();
  return { ...door, url: url.href };
}

/** What of a door must never be written: its token, or nothing where none is asked for. A door to nowhere has no address. */
export function secretsOf({ url }: Pick<Door, 'url'>): string[] {
  return URL.canParse(url) ? [new URL(url).password] : [];
}
