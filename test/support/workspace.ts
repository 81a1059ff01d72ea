/** Files in memory under `file:///w/`, analysed as the server does it, with a record of what ran. */
import fs from 'node:fs';
import path from 'node:path';
import { fileDiagnostics } from '../../server/src/checks/diagnostics.ts';
import type { Diagnostic } from '../../server/src/checks/located.ts';
import { fileHints, type HintOptions, type LineHint } from '../../server/src/hints/file-hints.ts';
import { addStd } from '../../server/src/model/files.ts';
import { missingFiles } from '../../server/src/model/uses.ts';
import { Database, type TraceEvent } from '../../server/src/query/database.ts';
import type { Computation, Reader } from '../../server/src/query/definition.ts';
import { computeNow } from '../../server/src/query/scheduler.ts';
import { setFile } from '../../server/src/syntax/files.ts';

const ROOT = 'file:///w/';
const OPTIONS: HintOptions = { mode: 'compact', hidden: [], caseName: '' };

export const samplesFolder = path.resolve(import.meta.dirname, '../../samples');

/** @returns the text of a sample. */
export function sample(name: string): string {
  return fs.readFileSync(path.join(samplesFolder, name), 'utf8').replaceAll('\r\n', '\n');
}

/** @returns the names of all samples. */
export function sampleNames(): string[] {
  return fs.readdirSync(samplesFolder).filter((name) => name.endsWith('.tile'));
}

export class MemoryWorkspace {
  readonly database = new Database();
  readonly #texts = new Map<string, string>();
  #events: TraceEvent[] = [];

  /** `files`: text by name. */
  constructor(files: Readonly<Record<string, string>> = {}) {
    addStd(this.database);
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    this.database.trace = (event) => this.#events.push(event);
  }

  /** A workspace with these samples. */
  static ofSamples(...names: string[]): MemoryWorkspace {
    return new MemoryWorkspace(Object.fromEntries(names.map((name) => [name, sample(name)])));
  }

  uri(name: string): string {
    return ROOT + name;
  }

  write(name: string, text: string): void {
    this.#texts.set(name, text);
    setFile(this.database, this.uri(name), text);
  }

  text(name: string): string {
    return this.#texts.get(name) ?? '';
  }

  /** Replaces the only occurrence of `from`; fails the test if there is none or more than one. */
  edit(name: string, from: string, to: string): void {
    const parts = this.text(name).split(from);
    if (parts.length !== 2) throw new Error(`${JSON.stringify(from)} occurs ${parts.length - 1} times in ${name}`);
    this.write(name, parts.join(to));
  }

  compute<Value>(root: (reader: Reader) => Computation<Value>): Value {
    return computeNow(this.database, root);
  }

  diagnostics(name: string): readonly Diagnostic[] {
    this.#settle(name);
    return this.compute((reader) => fileDiagnostics(reader, this.uri(name)));
  }

  hints(name: string, options: Partial<HintOptions> = {}): readonly LineHint[] {
    this.#settle(name);
    return this.compute((reader) => fileHints(reader, this.uri(name), { ...OPTIONS, ...options }));
  }

  /** What ran since the last call, `query(key)` each, without the URIs' common root, sorted. */
  ran(): string[] {
    const lines = this.#events
      .filter(({ what }) => what === 'run')
      .map(({ query, key }) => `${query}(${key.map((part) => String(part).replace(ROOT, '')).join(', ')})`);
    this.#events = [];
    return lines.sort();
  }

  /** Files that are not in memory do not exist. */
  #settle(name: string): void {
    for (;;) {
      const missing = this.compute((reader) => reader.get(missingFiles, this.uri(name)));
      if (missing.length === 0) return;
      for (const uri of missing) setFile(this.database, uri, null);
    }
  }
}
