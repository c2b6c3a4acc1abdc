import { nifi } from './keepers/nifi.ts';
import { slows } from './slows.ts';
import { survivesDeletion, survivesKill } from './survives.ts';

survivesDeletion(nifi);
survivesKill(nifi);
slows(nifi);
