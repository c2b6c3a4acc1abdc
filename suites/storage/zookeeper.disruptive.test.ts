import { fills } from './fills.ts';
import { zookeeper } from './keepers/zookeeper.ts';
import { slows } from './slows.ts';
import { survives } from './survives.ts';

survives(zookeeper);
slows(zookeeper);
fills(zookeeper);
