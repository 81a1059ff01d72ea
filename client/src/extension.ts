import { type ExtensionContext, window } from 'vscode';
import { registerCommands } from './commands.ts';
import { ServerConnection } from './connection.ts';
import { provideStdDocuments } from './files.ts';
import { StatusItems } from './status.ts';

let connection: ServerConnection | undefined;

/** Called by VS Code when the first Tilewright document opens. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Tilewright', { log: true });
  const status = new StatusItems();
  const server = new ServerConnection(context.asAbsolutePath('dist/server.js'), log, (state) =>
    status.showServer(state),
  );
  connection = server;
  context.subscriptions.push(
    log,
    status,
    provideStdDocuments((uri, token) => server.stdText(uri, token)),
    registerCommands(log, () => server.restart()),
  );
  await server.start();
}

/** Called by VS Code when the window closes or the extension is disabled; the server ends with it. */
export async function deactivate(): Promise<void> {
  await connection?.stop();
  connection = undefined;
}
