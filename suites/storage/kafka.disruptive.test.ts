import { breaks } from './breaks.ts';
import { excludes } from './excludes.ts';
import { fills } from './fills.ts';
import { grows } from './grows.ts';
import { kafka } from './keepers/kafka.ts';
import { onNfs } from './on-nfs.ts';
import { slows } from './slows.ts';
import { survives } from './survives.ts';

survives(kafka);
slows(kafka);
fills(kafka);
grows(kafka);
excludes(kafka);
onNfs(kafka);
breaks(kafka);
