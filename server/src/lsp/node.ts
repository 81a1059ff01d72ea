/** The server on Node: the transport that the command line names (`--stdio`, `--node-ipc`). */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { type Host, startServer } from './server.ts';

/** Serves the client at the other end of this process's transport; returns at once. */
export function startNodeServer(host: Host): void {
  startServer(createConnection(ProposedFeatures.all), host);
}
