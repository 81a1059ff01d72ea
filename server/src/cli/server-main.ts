/** The process of the language server: the connection on the main thread, the analysis on a worker beside it. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.ts';
import type { FromWorker, ToWorker, WorkerPort } from '../lsp/worker-protocol.ts';
import { disk } from './disk.ts';

function startWorker(): WorkerPort {
  const worker = new Worker(path.join(__dirname, 'worker.js'));
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

startServer(createConnection(ProposedFeatures.all), { startWorker, disk });
