import { breaks } from './breaks.ts';
import { excludes } from './excludes.ts';
import { fills } from './fills.ts';
import { grows } from './grows.ts';
import { zookeeper } from './keepers/zookeeper.ts';
import { onNfs } from './on-nfs.ts';
import { slows } from './slows.ts';
import { survives } from './survives.ts';

survives(zookeeper);
slows(zookeeper);
fills(zookeeper);
grows(zookeeper);
excludes(zookeeper);
onNfs(zookeeper);
breaks(zookeeper);
