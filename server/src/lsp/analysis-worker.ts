/**
 * The analysis thread: one database, fed with document texts, answering with analyses of the open documents.
 *
 * Invariants:
 * - a change starts a round over all open documents, the one edited last first; a round whose revision is out of date
 *   ends by itself, so at most one round has results;
 * - an analysis is sent once for each version of a document, and again when it differs (a used file changed);
 * - a failed analysis is reported and sends nothing, so what is shown stays.
 */
import { fileDiagnostics } from '../checks/diagnostics.ts';
import { hoverAt } from '../features/hover.ts';
import { fileHints, type HintOptions } from '../hints/file-hints.ts';
import { addStd, type FileSource, fetchVisibleFiles } from '../model/files.ts';
import { Database } from '../query/database.ts';
import { structurallyEqual } from '../query/definition.ts';
import { Scheduler } from '../query/scheduler.ts';
import { setFile } from '../syntax/files.ts';
import { placeRelated } from './placed.ts';
import type { DocumentAnalysis, FromWorker, ToWorker } from './worker-protocol.ts';

interface OpenDocument {
  version: number;
  sent: DocumentAnalysis | undefined;
}

export class AnalysisWorker {
  readonly #database = new Database();
  readonly #scheduler: Scheduler;
  readonly #post: (message: FromWorker) => void;
  /** The document edited last stands last. */
  readonly #open = new Map<string, OpenDocument>();
  readonly #reads = new Map<string, ((text: string | null) => void)[]>();
  #options: HintOptions = { mode: 'compact', hidden: [], caseName: '' };
  #round = 0;

  /** `pause` resolves when messages that wait have been received. */
  constructor(post: (message: FromWorker) => void, pause: () => Promise<void>) {
    this.#post = post;
    this.#scheduler = new Scheduler(this.#database, { pause });
    addStd(this.#database);
  }

  /** Takes one message of the main thread. */
  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'document': {
        const sent = this.#open.get(message.uri)?.sent;
        this.#open.delete(message.uri);
        this.#open.set(message.uri, { version: message.version, sent });
        setFile(this.#database, message.uri, message.text);
        break;
      }
      case 'closed':
        this.#open.delete(message.uri);
        setFile(this.#database, message.uri, undefined);
        break;
      case 'changedFiles':
        for (const uri of message.uris) if (!this.#open.has(uri)) setFile(this.#database, uri, undefined);
        break;
      case 'hintOptions':
        this.#options = message.options;
        break;
      case 'hover':
        void this.#hover(message.request, message.uri, message.offset);
        return;
      case 'file':
        for (const resolve of this.#reads.get(message.uri) ?? []) resolve(message.text);
        this.#reads.delete(message.uri);
        return;
    }
    void this.#analyse(++this.#round);
  }

  async #analyse(round: number): Promise<void> {
    const uris = [...this.#open.keys()].reverse();
    await fetchVisibleFiles(this.#database, uris, this.#source);
    for (const uri of uris) {
      if (round !== this.#round) return;
      await this.#analyseDocument(uri, round);
    }
  }

  async #analyseDocument(uri: string, round: number): Promise<void> {
    const options = this.#options;
    const outcome = await this.#scheduler.run(function* (reader) {
      const diagnostics = yield* placeRelated(reader, yield* fileDiagnostics(reader, uri));
      return { diagnostics, hints: yield* fileHints(reader, uri, options) };
    });
    const document = this.#open.get(uri);
    if (round !== this.#round || !document || outcome.kind === 'cancelled') return;
    if (outcome.kind === 'failed') {
      this.#post({ kind: 'failed', message: `${uri}: ${outcome.error.stack ?? outcome.error.message}` });
      return;
    }
    const analysis: DocumentAnalysis = { uri, version: document.version, ...outcome.value };
    if (structurallyEqual(analysis, document.sent)) return;
    document.sent = analysis;
    this.#post({ kind: 'analysed', analysis });
  }

  /** Someone waits for it, so it goes before analyses; after an edit it is out of date and there is none. */
  async #hover(request: number, uri: string, offset: number): Promise<void> {
    const outcome = await this.#scheduler.run((reader) => hoverAt(reader, uri, offset), { priority: 1 });
    this.#post({ kind: 'hover', request, hover: outcome.kind === 'done' ? outcome.value : undefined });
  }

  readonly #source: FileSource = {
    read: (uri) =>
      new Promise((resolve) => {
        const waiting = this.#reads.get(uri);
        if (waiting) waiting.push(resolve);
        else {
          this.#reads.set(uri, [resolve]);
          this.#post({ kind: 'readFile', uri });
        }
      }),
  };
}
