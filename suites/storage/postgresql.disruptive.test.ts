import { breaks } from './breaks.ts';
import { excludes } from './excludes.ts';
import { fills } from './fills.ts';
import { grows } from './grows.ts';
import { postgresql } from './keepers/postgresql.ts';
import { onNfs } from './on-nfs.ts';
import { slows } from './slows.ts';
import { survives } from './survives.ts';

survives(postgresql);
slows(postgresql);
fills(postgresql);
grows(postgresql);
excludes(postgresql);
onNfs(postgresql);
breaks(postgresql);
