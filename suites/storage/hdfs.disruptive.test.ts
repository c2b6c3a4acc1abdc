import { breaks } from './breaks.ts';
import { excludes } from './excludes.ts';
import { fills } from './fills.ts';
import { grows } from './grows.ts';
import { hdfs } from './keepers/hdfs.ts';
import { onNfs } from './on-nfs.ts';
import { slows } from './slows.ts';
import { survives } from './survives.ts';

survives(hdfs);
slows(hdfs);
fills(hdfs);
grows(hdfs);
excludes(hdfs);
onNfs(hdfs);
breaks(hdfs);
