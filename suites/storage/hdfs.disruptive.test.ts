import { fills } from './fills.ts';
import { hdfs } from './keepers/hdfs.ts';
import { slows } from './slows.ts';
import { survivesDeletion } from './survives.ts';

survivesDeletion(hdfs);
slows(hdfs);
fills(hdfs);
