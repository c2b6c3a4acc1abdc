import { fills } from './fills.ts';
import { minio } from './keepers/minio.ts';
import { slows } from './slows.ts';
import { survivesDeletion, survivesKill } from './survives.ts';

survivesDeletion(minio);
survivesKill(minio);
slows(minio);
fills(minio);
