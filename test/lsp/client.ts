/** A client of the server that we ship, over standard input and output, with the protocol library of a client. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { expect } from 'vitest';
import {
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InlayHint,
  InlayHintRefreshRequest,
  InlayHintRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const SERVER = path.resolve(import.meta.dirname, '../../dist/server.js');

export class Client {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #published: PublishDiagnosticsParams[] = [];
  #wake: () => void = () => {};
  #version = 0;
  readonly exit: Promise<number | null>;
  /** Texts that the client provides, by URI; what is not here does not exist. */
  readonly provided = new Map<string, string>();

  constructor() {
    this.#process = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.exit = new Promise((resolve) => this.#process.on('exit', resolve));
    const { stdout, stdin } = this.#process;
    if (!stdout || !stdin) throw new Error('no pipes');
    this.#connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.#published.push(params);
      this.#wake();
    });
    this.#connection.onRequest(InlayHintRefreshRequest.type, () => this.#wake());
    this.#connection.onRequest('tilewright/readFile', ({ uri }: { uri: string }) => ({
      text: this.provided.get(uri) ?? null,
    }));
    this.#connection.onRequest('tilewright/listFiles', () => ({ uris: [...this.provided.keys()] }));
    this.#connection.listen();
  }

  async initialize(initializationOptions: object, rootUri: string | null = null): Promise<void> {
    const capabilities = { workspace: { inlayHint: { refreshSupport: true } } };
    const params = { processId: process.pid, rootUri, capabilities, initializationOptions };
    const { capabilities: can } = await this.#connection.sendRequest(InitializeRequest.type, params);
    expect(can.inlayHintProvider).toBe(true);
    await this.#connection.sendNotification(InitializedNotification.type, {});
  }

  async open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'tilewright', version: ++this.#version, text };
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  async change(uri: string, text: string): Promise<void> {
    const textDocument = { uri, version: ++this.#version };
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: [{ text }],
    });
  }

  async close(uri: string): Promise<void> {
    await this.#connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  async hints(uri: string): Promise<InlayHint[]> {
    const range = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
    return (await this.#connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range })) ?? [];
  }

  request<Result>(method: string, params: object): Promise<Result> {
    return this.#connection.sendRequest<Result>(method, params);
  }

  /** Waits until the last published diagnostics of a document satisfy the condition; what the test waits for is named in its timeout. */
  async diagnostics(
    uri: string,
    condition: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    for (;;) {
      const last = this.#published.findLast((params) => params.uri === uri);
      if (last && condition(last.diagnostics)) return last.diagnostics;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits until the hint of a line satisfies the condition. */
  async hint(uri: string, line: number, condition: (label: string) => boolean): Promise<string> {
    for (;;) {
      const found = (await this.hints(uri)).find(({ position }) => position.line === line);
      if (found && condition(String(found.label).trim())) return String(found.label).trim();
    }
  }

  async end(): Promise<number | null> {
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    return this.exit;
  }

  kill(): void {
    this.#connection.dispose();
    this.#process.kill('SIGKILL');
  }
}
