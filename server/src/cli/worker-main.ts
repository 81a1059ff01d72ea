/** The worker thread that owns the query database. */
import { parentPort } from 'node:worker_threads';
import { AnalysisWorker } from '../lsp/analysis-worker.ts';
import type { ToWorker } from '../lsp/worker-protocol.ts';

if (parentPort) {
  const port = parentPort;
  const worker = new AnalysisWorker(
    (message) => port.postMessage(message),
    () => new Promise((resolve) => setImmediate(resolve)),
  );
  port.on('message', (message: ToWorker) => worker.receive(message));
}
