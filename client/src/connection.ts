import { type CancellationToken, commands, type Disposable, type LogOutputChannel, window, workspace } from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  type FileList,
  type FileParams,
  type FileText,
  type InitializationOptions,
  LIST_FILES_REQUEST,
  READ_FILE_REQUEST,
  STD_TEXT_REQUEST,
} from '../../server/src/lsp/protocol.ts';
import { CrashBudget } from './crashes.ts';
import { readFileForServer, tileFiles } from './files.ts';
import { hintSettings } from './settings.ts';
import type { ServerState } from './status.ts';

/** A client that only logs: what the user has to know is told once, below, with what to do about it. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/**
 * The language server's process and the connection to it: start, restart, stop, and what happens when it dies.
 * Everything else in the client asks this object and never the process.
 */
export class ServerConnection implements Disposable {
  readonly #client: LanguageClient;
  readonly #crashes = new CrashBudget();
  #deaths = 0;
  readonly #log: LogOutputChannel;
  readonly #disposables: Disposable[] = [];

  /** `serverModule` is the absolute path of the bundled server; `onState` hears every change of its state. */
  constructor(serverModule: string, log: LogOutputChannel, onState: (state: ServerState) => void) {
    this.#log = log;
    const watcher = workspace.createFileSystemWatcher('**/*.tile');
    const options: LanguageClientOptions = {
      // No scheme: files, untitled and virtual documents, and the library's own read-only ones.
      documentSelector: [{ language: 'tilewright' }],
      initializationOptions: (): InitializationOptions => ({ provideFiles: true, hints: hintSettings() }),
      synchronize: { configurationSection: 'tilewright', fileEvents: watcher },
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: this.#errorHandler(),
      initializationFailedHandler: () => false,
    };
    const run = { module: serverModule, transport: TransportKind.ipc };
    this.#client = new QuietClient('tilewright', 'Tilewright', { run, debug: run }, options);
    this.#disposables.push(
      watcher,
      this.#client.onDidChangeState(({ newState }) => onState(stateOf(newState))),
      this.#client.onRequest(READ_FILE_REQUEST, ({ uri }: FileParams) => readFileForServer(uri, log)),
      this.#client.onRequest(LIST_FILES_REQUEST, async (): Promise<FileList> => ({ uris: await tileFiles() })),
    );
  }

  /** Starts the server; a start that fails is told to the user and leaves the state `stopped`. */
  async start(): Promise<void> {
    const deaths = this.#deaths;
    try {
      await this.#client.start();
    } catch (error) {
      this.#log.error(`the server did not start: ${error}`);
      // A server that died while starting is started again, or given up, by what answers its death.
      if (this.#deaths > deaths) return;
      void offerRestart('The Tilewright server did not start, so there are no hints or problems.');
    }
  }

  /** Stops the server, if there is one, and starts it anew. */
  async restart(): Promise<void> {
    this.#crashes.reset();
    if (this.#client.needsStop()) await this.#client.stop().catch((error) => this.#log.warn(`stopping: ${error}`));
    await this.start();
  }

  /** The text of a document of the bundled library; null when the library has no such file. */
  async stdText(uri: string, token: CancellationToken): Promise<FileText> {
    if (!this.#client.isRunning()) await this.#client.start();
    const params: FileParams = { uri };
    return this.#client.sendRequest<FileText>(STD_TEXT_REQUEST, params, token);
  }

  async stop(): Promise<void> {
    this.dispose();
    await this.#client.dispose();
  }

  dispose(): void {
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }

  #errorHandler(): ErrorHandler {
    return {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => this.#afterDeath(),
    };
  }

  #afterDeath(): CloseHandlerResult {
    this.#deaths++;
    if (this.#crashes.recordDeath(Date.now()) === 'restart') {
      this.#log.warn('the server ended unexpectedly and is started again');
      return { action: CloseAction.Restart, handled: true };
    }
    void offerRestart('The Tilewright server crashed 5 times within 3 minutes and was not started again.');
    return { action: CloseAction.DoNotRestart, handled: true };
  }
}

async function offerRestart(what: string): Promise<void> {
  const answer = await window.showErrorMessage(
    `${what} Its output says why, and "Restart" tries again. If it goes on, please report it with the file edited last.`,
    'Restart',
    'Show output',
  );
  if (answer === 'Restart') await commands.executeCommand('tilewright.restartServer');
  if (answer === 'Show output') await commands.executeCommand('tilewright.showOutput');
}

function stateOf(state: State): ServerState {
  if (state === State.Running) return 'ready';
  return state === State.Starting ? 'starting' : 'stopped';
}
