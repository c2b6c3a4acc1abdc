import { fills } from './fills.ts';
import { zookeeper } from './keepers/zookeeper.ts';
import { slows } from './slows.ts';
import { survivesDeletion, survivesKill } from './survives.ts';

survivesDeletion(zookeeper);
survivesKill(zookeeper);
slows(zookeeper);
fills(zookeeper);
