import { fills } from './fills.ts';
import { kafka } from './keepers/kafka.ts';
import { slows } from './slows.ts';
import { survivesDeletion, survivesKill } from './survives.ts';

survivesDeletion(kafka);
survivesKill(kafka);
slows(kafka);
fills(kafka);
