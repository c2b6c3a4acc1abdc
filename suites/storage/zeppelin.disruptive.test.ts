import { breaks } from './breaks.ts';
import { excludes } from './excludes.ts';
import { fills } from './fills.ts';
import { grows } from './grows.ts';
import { zeppelin } from './keepers/zeppelin.ts';
import { onNfs } from './on-nfs.ts';
import { survives } from './survives.ts';

// How slow a slow disk makes it is not tried: no call of it that syncs was found, and it waited all the same (README.md).
survives(zeppelin);
fills(zeppelin);
grows(zeppelin);
excludes(zeppelin);
onNfs(zeppelin);
breaks(zeppelin);
