#!/usr/bin/env node
// The package's command. The harness is TypeScript; tsx runs it as it stands, so that what is read is what runs.
import { setFlagsFromString } from 'node:v8';
import { register } from 'tsx/esm/api';

setFlagsFromString('--optimize-for-size'); // the harness waits most of the time, on a host whose memory the systems want
register();
await import('../harness/cli.ts');
