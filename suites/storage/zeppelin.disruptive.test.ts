import { fills } from './fills.ts';
import { zeppelin } from './keepers/zeppelin.ts';
import { survivesDeletion, survivesKill } from './survives.ts';

// How slow a slow disk makes it is not tried: no call of it that syncs was found, and it waited all the same (README.md).
survivesDeletion(zeppelin);
survivesKill(zeppelin);
fills(zeppelin);
