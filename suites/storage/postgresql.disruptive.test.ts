import { fills } from './fills.ts';
import { postgresql } from './keepers/postgresql.ts';
import { slows } from './slows.ts';
import { survivesDeletion, survivesKill } from './survives.ts';

survivesDeletion(postgresql);
survivesKill(postgresql);
slows(postgresql);
fills(postgresql);
