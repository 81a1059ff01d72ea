/**
 * The language server's main thread: LSP and syntax. Syntax problems are answered here at once; everything else comes
 * from the worker and is shown when it is there.
 */
import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  type Range,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { syntaxDiagnostics } from '../checks/syntax-diagnostics.ts';
import type { HintOptions } from '../hints/file-hints.ts';
import type { HintKind } from '../hints/hint.ts';
import type { FileSource } from '../model/files.ts';
import { stdFiles } from '../model/std-files.ts';
import { STD_SCHEME } from '../model/uses.ts';
import { Database } from '../query/database.ts';
import { computeNow } from '../query/scheduler.ts';
import { setFile } from '../syntax/files.ts';
import { formatEdits } from '../syntax/format/format-file.ts';
import { toDiagnostic, toInlayHint, toTextEdit } from './convert.ts';
import { ShownDocument } from './documents.ts';
import { FEATURE_CAPABILITIES, FeatureHandlers } from './feature-handlers.ts';
import {
  type FileList,
  type FileParams,
  type FileText,
  type HintSettings,
  type InitializationOptions,
  LIST_FILES_REQUEST,
  READ_FILE_REQUEST,
  STD_TEXT_REQUEST,
} from './protocol.ts';
import type { DocumentAnalysis, FromWorker, WorkerPort } from './worker-protocol.ts';

export interface Host {
  readonly startWorker: () => WorkerPort;
  /** Serves clients that do not provide files. */
  readonly disk: FileSource;
  /** The `.tile` files below folders, for such clients. */
  readonly listFiles: (folders: readonly string[]) => Promise<readonly string[]>;
}

/** How long a hint request waits for the analysis of the newest text before it is answered with the shifted old hints. */
const HINT_PATIENCE_MS = 80;

/** Serves a connection; returns at once. */
export function startServer(connection: Connection, host: Host): void {
  new Server(connection, host).listen();
}

class Server {
  readonly #connection: Connection;
  readonly #host: Host;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #shown = new Map<string, ShownDocument>();
  /** Syntax only; the worker has a database of its own. */
  readonly #syntax = new Database();
  readonly #published = new Map<string, string>();
  readonly #features: FeatureHandlers;
  #worker: WorkerPort;
  #options: InitializationOptions = {};
  /** The folders of the workspace, by URI. */
  #folders: readonly string[] = [];
  #canRefreshHints = false;
  #canRegisterConfiguration = false;
  #ending = false;

  constructor(connection: Connection, host: Host) {
    this.#connection = connection;
    this.#host = host;
    this.#worker = this.#startWorker();
    this.#features = new FeatureHandlers(this.#documents, (message) => this.#worker.post(message));
  }

  listen(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#initialized());
    connection.onDidChangeConfiguration(() => void this.#readSettings());
    connection.onDidChangeWatchedFiles(({ changes }) => {
      this.#worker.post({ kind: 'changedFiles', uris: changes.map(({ uri }) => uri) });
    });
    connection.languages.inlayHint.on(({ textDocument, range }) => this.#hints(textDocument.uri, range));
    connection.onDocumentFormatting(({ textDocument }) => this.#format(textDocument.uri));
    connection.onDocumentRangeFormatting(({ textDocument, range }) => this.#format(textDocument.uri, range));
    connection.onDocumentOnTypeFormatting(({ textDocument, position }) =>
      this.#format(textDocument.uri, { start: position, end: position }),
    );
    this.#features.listen(connection);
    connection.onRequest(STD_TEXT_REQUEST, ({ uri }: FileParams): FileText => ({ text: stdText(uri) }));
    connection.onShutdown(() => {
      this.#ending = true;
      this.#worker.end();
    });
    this.#documents.onDidChangeContent(({ document }) => this.#changed(document));
    this.#documents.onDidClose(({ document }) => this.#closed(document.uri));
    this.#documents.listen(connection);
    connection.listen();
  }

  #startWorker(): WorkerPort {
    const worker = this.#host.startWorker();
    worker.onMessage((message) => this.#fromWorker(message));
    worker.onDeath((reason) => this.#workerDied(worker, reason));
    return worker;
  }

  /** A dead worker is replaced and told what is open; what is shown stays. */
  #workerDied(worker: WorkerPort, reason: string): void {
    if (this.#ending || worker !== this.#worker) return;
    this.#connection.console.error(`the analysis ended unexpectedly (${reason}) and is started again`);
    this.#features.workerDied();
    this.#worker = this.#startWorker();
    this.#sendHintOptions(this.#options.hints ?? {});
    for (const document of this.#documents.all()) this.#sendDocument(document);
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#options = (params.initializationOptions as InitializationOptions | undefined) ?? {};
    const folders = params.workspaceFolders?.map(({ uri }) => uri);
    this.#folders = folders ?? (params.rootUri ? [params.rootUri] : []);
    this.#canRefreshHints = params.capabilities.workspace?.inlayHint?.refreshSupport ?? false;
    this.#canRegisterConfiguration =
      params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration ?? false;
    this.#sendHintOptions(this.#options.hints ?? {});
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        inlayHintProvider: true,
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        // A closing brace ends a declaration or a block: only then is the text whole enough.
        documentOnTypeFormattingProvider: { firstTriggerCharacter: '}' },
        ...FEATURE_CAPABILITIES,
      },
      serverInfo: { name: 'tilewright' },
    };
  }

  #initialized(): void {
    if (!this.#canRegisterConfiguration) return;
    void this.#connection.client.register(DidChangeConfigurationNotification.type, { section: 'tilewright' });
  }

  async #readSettings(): Promise<void> {
    const settings: unknown = await this.#connection.workspace
      .getConfiguration('tilewright.hints')
      .catch(() => undefined);
    if (typeof settings === 'object' && settings !== null) this.#sendHintOptions(settings as HintSettings);
  }

  #sendHintOptions(settings: HintSettings): void {
    this.#options = { ...this.#options, hints: settings };
    this.#worker.post({ kind: 'hintOptions', options: hintOptions(settings) });
  }

  #changed(document: TextDocument): void {
    const { uri, version } = document;
    const text = document.getText();
    this.#sendDocument(document);
    setFile(this.#syntax, uri, text);
    const syntax = computeNow(this.#syntax, (reader) => syntaxDiagnostics(reader, uri));
    let shown = this.#shown.get(uri);
    if (!shown) {
      shown = new ShownDocument(text, version);
      this.#shown.set(uri, shown);
    }
    shown.edit(text, version, syntax);
    this.#publish(uri, shown);
  }

  #sendDocument(document: TextDocument): void {
    const { uri, version } = document;
    this.#worker.post({ kind: 'document', uri, version, text: document.getText() });
  }

  #closed(uri: string): void {
    this.#shown.delete(uri);
    this.#published.delete(uri);
    this.#features.closed(uri);
    setFile(this.#syntax, uri, undefined);
    this.#worker.post({ kind: 'closed', uri });
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  #fromWorker(message: FromWorker): void {
    if (message.kind === 'analysed') this.#analysed(message.analysis);
    else if (message.kind === 'answer') this.#features.answered(message.request, message.outcome);
    else if (message.kind === 'listFiles') void this.#listFiles();
    else if (message.kind === 'failed') this.#connection.console.error(`analysis failed: ${message.message}`);
    else void this.#readFile(message.uri);
  }

  #analysed(analysis: DocumentAnalysis): void {
    const shown = this.#shown.get(analysis.uri);
    if (!shown) return;
    const { taken, hintsChanged } = shown.accept(analysis);
    if (taken) this.#publish(analysis.uri, shown);
    if (hintsChanged && this.#canRefreshHints) void this.#connection.languages.inlayHint.refresh();
  }

  async #readFile(uri: string): Promise<void> {
    this.#worker.post({ kind: 'file', uri, text: await this.#textOf(uri) });
  }

  async #listFiles(): Promise<void> {
    this.#worker.post({ kind: 'fileList', uris: await this.#workspaceFiles() });
  }

  async #workspaceFiles(): Promise<readonly string[]> {
    if (!this.#options.provideFiles) return this.#host.listFiles(this.#folders);
    const answer = this.#connection.sendRequest<FileList>(LIST_FILES_REQUEST);
    return (await answer.catch(() => ({ uris: [] }))).uris;
  }

  async #textOf(uri: string): Promise<string | null> {
    if (!this.#options.provideFiles) return this.#host.disk.read(uri);
    const params: FileParams = { uri };
    const answer = this.#connection.sendRequest<FileText>(READ_FILE_REQUEST, params);
    return (await answer.catch(() => ({ text: null }))).text;
  }

  #publish(uri: string, shown: ShownDocument): void {
    const diagnostics = shown.diagnostics.map((diagnostic) => toDiagnostic(shown.lines, diagnostic));
    const text = JSON.stringify(diagnostics);
    if (this.#published.get(uri) === text) return;
    this.#published.set(uri, text);
    void this.#connection.sendDiagnostics({ uri, version: shown.version, diagnostics });
  }

  /**
   * Only what changes is sent, so that cursors and folds elsewhere stay; with a range, only in the declarations that it
   * touches, for how a line is laid out depends on the whole of its declaration.
   */
  #format(uri: string, range?: Range): TextEdit[] {
    const document = this.#documents.get(uri);
    if (!document) return [];
    const within = range && { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    return formatEdits(document.getText(), within ? { within } : {}).map((edit) => toTextEdit(document, edit));
  }

  async #hints(uri: string, range: { start: { line: number }; end: { line: number } }) {
    const shown = this.#shown.get(uri);
    if (!shown) return [];
    await shown.whenCurrent(HINT_PATIENCE_MS);
    return shown.hints
      .map((hint) => toInlayHint(shown.lines, hint))
      .filter(({ position }) => position.line >= range.start.line && position.line <= range.end.line);
  }
}

function hintOptions({ mode = 'compact', load = true, hold = true }: HintSettings): HintOptions {
  const hidden: HintKind[] = [];
  if (!load) hidden.push('load');
  if (!hold) hidden.push('hold');
  return { mode, hidden, caseName: '' };
}

function stdText(uri: string): string | null {
  const prefix = `${STD_SCHEME}:/`;
  return uri.startsWith(prefix) ? (stdFiles[uri.slice(prefix.length)] ?? null) : null;
}
