#!/usr/bin/env node
// The package's command. The harness is TypeScript; tsx runs it as it stands, so that what is read is what runs.
import { register } from 'tsx/esm/api';

register();
await import('../harness/cli.ts');
