import { fills } from './fills.ts';
import { zeppelin } from './keepers/zeppelin.ts';
import { survivesDeletion, survivesKill } from './survives.ts';

// How slow a slow disk makes it hangs on the file system, and is not tried: it syncs nothing, but renames and deletes files, of which ext4 then writes the content.
survivesDeletion(zeppelin);
survivesKill(zeppelin);
fills(zeppelin);
