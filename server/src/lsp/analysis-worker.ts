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
import { fileHints, type HintOptions } from '../hints/file-hints.ts';
import { addStd, type FileSource, fetchVisibleFiles } from '../model/files.ts';
import { Database } from '../query/database.ts';
import { structurallyEqual } from '../query/definition.ts';
import { Scheduler } from '../query/scheduler.ts';
import { setFile } from '../syntax/files.ts';
import { answerFeature, WORKSPACE_FEATURES } from './feature-requests.ts';
import { placeRelated } from './placed.ts';
import type { DocumentAnalysis, FeatureOutcome, FromWorker, ToWorker } from './worker-protocol.ts';

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
  /** Requests that are being answered. */
  readonly #answering = new Map<number, AbortController>();
  #listing: ((uris: readonly string[]) => void)[] = [];
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
      case 'request':
        void this.#answer(message);
        return;
      case 'cancel':
        this.#answering.get(message.request)?.abort();
        return;
      case 'fileList':
        for (const resolve of this.#listing.splice(0)) resolve(message.uris);
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
  async #answer({ request, feature, uri, params }: Extract<ToWorker, { kind: 'request' }>): Promise<void> {
    const stop = new AbortController();
    this.#answering.set(request, stop);
    const version = this.#open.get(uri)?.version;
    const files = WORKSPACE_FEATURES.includes(feature) ? await this.#workspaceFiles() : await this.#known([uri]);
    const answer = () =>
      this.#scheduler.run((reader) => answerFeature(reader, feature, uri, params, files), {
        priority: 1,
        signal: stop.signal,
      });
    let result = await answer();
    // Other texts have changed, that of the document has not: the question still stands.
    while (result.kind === 'cancelled' && !stop.signal.aborted && this.#open.get(uri)?.version === version)
      result = await answer();
    this.#answering.delete(request);
    const outcome: FeatureOutcome =
      result.kind === 'failed'
        ? { kind: 'failed', message: `${feature}: ${result.error.stack ?? result.error.message}` }
        : result;
    this.#post({ kind: 'answer', request, outcome });
  }

  /** The files of the workspace and the open ones, their texts fetched. New texts stop analyses, so a new round begins. */
  async #workspaceFiles(): Promise<readonly string[]> {
    const listed = await new Promise<readonly string[]>((resolve) => {
      this.#listing.push(resolve);
      if (this.#listing.length === 1) this.#post({ kind: 'listFiles' });
    });
    const files = [...new Set([...this.#open.keys(), ...listed])];
    return this.#known(files);
  }

  /** Fetches what is not known yet of files and those that they use. */
  async #known(uris: readonly string[]): Promise<readonly string[]> {
    const files = uris.filter((uri) => uri !== '');
    if (await fetchVisibleFiles(this.#database, files, this.#source)) void this.#analyse(++this.#round);
    return files;
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
