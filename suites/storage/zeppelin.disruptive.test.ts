import { fills } from './fills.ts';
import { zeppelin } from './keepers/zeppelin.ts';
import { slows } from './slows.ts';
import { survives } from './survives.ts';

survives(zeppelin);
slows(zeppelin);
fills(zeppelin);
