/** The process of the language server: the connection on the main thread, the analysis on a worker beside it. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { startNodeServer } from '../lsp/node.ts';
import type { FromWorker, ToWorker, WorkerPort } from '../lsp/worker-protocol.ts';
import { disk, tileFiles } from './disk.ts';

/** Stands beside this bundle. */
const WORKER_BUNDLE = 'worker.js';

function startWorker(): WorkerPort {
  const worker = new Worker(path.join(__dirname, WORKER_BUNDLE));
  return {
    post: (message: ToWorker) => worker.postMessage(message),
    onMessage: (listener: (message: FromWorker) => void) => void worker.on('message', listener),
    onDeath: (listener) => {
      worker.on('error', (error) => listener(error.stack ?? error.message));
      worker.on('exit', (code) => listener(`exit code ${code}`));
    },
    end: () => void worker.terminate(),
  };
}

startNodeServer({ startWorker, disk, listFiles: tileFiles });
