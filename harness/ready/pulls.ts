import type { CoreV1Event } from '@kubernetes/client-node';
import { eventTime } from './causes/cause.ts';

/** An image that a node is pulling for a pod. */
export interface Pull {
  readonly image: string;
  /** Milliseconds since the epoch, by the cluster's clock. */
  readonly since: number;
}

/** What the kubelet says when it begins to pull an image, and when it has done so or given up for now. */
const BEGAN = /^Pulling image "([^"]+)"/;
const ENDED = /^(?:Successfully pulled|Failed to pull|Back-off pulling) image "([^"]+)"/;

/** The images that are being pulled for a pod, by its events. */
export function pullsUnderWay(events: readonly CoreV1Event[]): Pull[] {
  const [began, ended] = [newest(events, BEGAN), newest(events, ENDED)];
  // Events count in seconds: an end within the second of its beginning is its end.
  return [...began].filter(([image, since]) => (ended.get(image) ?? 0) < since).map(([image, since]) => ({ image, since }));
}

/** When the last image was there; 0 where none was pulled. Milliseconds since the epoch, by the cluster's clock. */
export function lastPulled(events: readonly CoreV1Event[]): number {
  return Math.max(0, ...newest(events, ENDED).values());
}

function newest(events: readonly CoreV1Event[], words: RegExp): Map<string, number> {
  const times = new Map<string, number>();
  for (const event of events) {
    const image = words.exec(event.message ?? '')?.[1];
    if (image !== undefined) times.set(image, Math.max(times.get(image) ?? 0, eventTime(event)));
  }
  return times;
}
