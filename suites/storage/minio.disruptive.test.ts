import { breaks } from './breaks.ts';
import { excludes } from './excludes.ts';
import { fills } from './fills.ts';
import { grows } from './grows.ts';
import { minio } from './keepers/minio.ts';
import { onNfs } from './on-nfs.ts';
import { slows } from './slows.ts';
import { survives } from './survives.ts';

survives(minio);
slows(minio);
fills(minio);
grows(minio);
excludes(minio);
onNfs(minio);
breaks(minio);
