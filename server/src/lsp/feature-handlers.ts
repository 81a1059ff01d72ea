/**
 * The main thread's side of features: takes requests of the client, has the analysis thread answer them, and lets no
 * answer out that belongs to another text than the one that the client has.
 */
import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  ResponseError,
  type SemanticTokens,
  type SemanticTokensDelta,
  type ServerCapabilities,
  type TextDocuments,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../features/semantic-tokens.ts';
import type { Feature, FeatureParams, FeatureResults, Refusable } from './feature-requests.ts';
import { tokenEdits, tokensInLines } from './token-encoding.ts';
import type { FeatureOutcome, ToWorker } from './worker-protocol.ts';

/** What the server can do by these handlers. */
export const FEATURE_CAPABILITIES: ServerCapabilities = {
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: {},
  semanticTokensProvider: {
    legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
    full: { delta: true },
    range: true,
  },
};

export class FeatureHandlers {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #post: (message: ToWorker) => void;
  readonly #waiting = new Map<number, (outcome: FeatureOutcome) => void>();
  /** The tokens that a client has of each document, for the next delta. */
  readonly #tokens = new Map<string, { readonly resultId: string; readonly data: readonly number[] }>();
  #nextRequest = 1;
  #nextResult = 1;

  constructor(documents: TextDocuments<TextDocument>, post: (message: ToWorker) => void) {
    this.#documents = documents;
    this.#post = post;
  }

  /** Registers the handlers of all features. */
  listen(connection: Connection): void {
    connection.onHover(({ textDocument, position }, token) =>
      this.#ask('hover', textDocument.uri, { position }, token),
    );
    connection.onDefinition(({ textDocument, position }, token) =>
      this.#ask('definition', textDocument.uri, { position }, token),
    );
    connection.onReferences(({ textDocument, position, context }, token) =>
      this.#ask('references', textDocument.uri, { position, withDeclarations: context.includeDeclaration }, token),
    );
    connection.onDocumentHighlight(({ textDocument, position }, token) =>
      this.#ask('highlights', textDocument.uri, { position }, token),
    );
    connection.onDocumentSymbol(({ textDocument }, token) => this.#ask('symbols', textDocument.uri, {}, token));
    connection.onWorkspaceSymbol(({ query }, token) => this.#ask('workspaceSymbols', '', { query }, token));
    connection.onFoldingRanges(({ textDocument }, token) => this.#ask('folds', textDocument.uri, {}, token));
    connection.onSelectionRanges(({ textDocument, positions }, token) =>
      this.#ask('selections', textDocument.uri, { positions }, token),
    );
    connection.onDocumentLinks(({ textDocument }, token) => this.#ask('links', textDocument.uri, {}, token));
    this.#listenRename(connection);
    this.#listenTokens(connection);
  }

  /** Takes an answer of the analysis thread. */
  answered(request: number, outcome: FeatureOutcome): void {
    const settle = this.#waiting.get(request);
    this.#waiting.delete(request);
    settle?.(outcome);
  }

  /** Lets every request go that waits for an analysis thread that died. */
  workerDied(): void {
    for (const request of [...this.#waiting.keys()]) this.answered(request, { kind: 'cancelled' });
  }

  /** Forgets what was sent of a document. */
  closed(uri: string): void {
    this.#tokens.delete(uri);
  }

  #listenRename(connection: Connection): void {
    connection.onPrepareRename(async ({ textDocument, position }, token) =>
      allowed(await this.#ask('prepareRename', textDocument.uri, { position }, token)),
    );
    connection.onRenameRequest(async ({ textDocument, position, newName }, token): Promise<WorkspaceEdit> => {
      const edits = allowed(await this.#ask('rename', textDocument.uri, { position, newName }, token));
      return { changes: { ...edits } };
    });
  }

  #listenTokens(connection: Connection): void {
    const { semanticTokens } = connection.languages;
    semanticTokens.on(async ({ textDocument: { uri } }, token): Promise<SemanticTokens> => {
      const data = await this.#ask('tokens', uri, {}, token);
      return { resultId: this.#remember(uri, data), data };
    });
    semanticTokens.onDelta(
      async ({ textDocument: { uri }, previousResultId }, token): Promise<SemanticTokens | SemanticTokensDelta> => {
        const data = await this.#ask('tokens', uri, {}, token);
        const before = this.#tokens.get(uri);
        const resultId = this.#remember(uri, data);
        if (before?.resultId !== previousResultId) return { resultId, data };
        return { resultId, edits: tokenEdits(before.data, data) };
      },
    );
    semanticTokens.onRange(async ({ textDocument, range }, token) => ({
      data: tokensInLines(await this.#ask('tokens', textDocument.uri, {}, token), range.start.line, range.end.line),
    }));
  }

  #remember(uri: string, data: readonly number[]): string {
    const resultId = String(this.#nextResult++);
    if (this.#documents.get(uri)) this.#tokens.set(uri, { resultId, data });
    return resultId;
  }

  #ask<F extends Feature>(
    feature: F,
    uri: string,
    params: FeatureParams[F],
    token: CancellationToken,
  ): Promise<FeatureResults[F]> {
    const request = this.#nextRequest++;
    const version = this.#documents.get(uri)?.version;
    return new Promise((resolve, reject) => {
      const settle = (outcome: FeatureOutcome) => {
        if (token.isCancellationRequested) reject(error(LSPErrorCodes.RequestCancelled, 'cancelled'));
        else if (outcome.kind === 'failed') reject(error(LSPErrorCodes.RequestFailed, outcome.message));
        else if (outcome.kind === 'cancelled' || this.#documents.get(uri)?.version !== version)
          reject(error(LSPErrorCodes.ContentModified, 'the text has changed'));
        else resolve(outcome.value as FeatureResults[F]);
      };
      this.#waiting.set(request, settle);
      token.onCancellationRequested(() => this.#post({ kind: 'cancel', request }));
      this.#post({ kind: 'request', request, feature, uri, params });
    });
  }
}

/** A refusal is told to the user as it is. */
function allowed<Value>(result: Refusable<Value>): Value {
  if ('refused' in result) throw error(LSPErrorCodes.RequestFailed, result.refused);
  return result.value;
}

function error(code: number, message: string): ResponseError<undefined> {
  return new ResponseError(code, message);
}
