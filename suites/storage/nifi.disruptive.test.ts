import { breaks } from './breaks.ts';
import { excludes } from './excludes.ts';
import { fills } from './fills.ts';
import { grows } from './grows.ts';
import { nifi } from './keepers/nifi.ts';
import { onNfs } from './on-nfs.ts';
import { slows } from './slows.ts';
import { survives } from './survives.ts';

survives(nifi);
slows(nifi);
fills(nifi);
grows(nifi);
excludes(nifi);
onNfs(nifi);
breaks(nifi);
