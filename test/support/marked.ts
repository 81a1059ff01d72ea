/**
 * Programs in the language with a cursor and with what a feature must find, marked under the lines:
 *
 *     //- lib.tile
 *     op copy(A: T[N]) -> (B: T[N]) { B[n] = A[n] }
 *     // ^^^^ declaration
 *     //- main.tile
 *     use "./lib.tile"
 *     kernel k for co$0py on t { }
 *
 * `//- NAME` begins a file (the first may do without: `main.tile`), `$0` is the cursor. Carets stand under what is found,
 * and the rest of their line says what it is found to be; where carets cannot stand, `//@0-3 label` names the columns.
 */
import type { Computation, Reader } from '../../server/src/query/definition.ts';
import { MemoryWorkspace } from './workspace.ts';

export interface MarkedRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export class Marked {
  readonly workspace = new MemoryWorkspace();
  readonly ranges: MarkedRange[] = [];
  readonly names: string[] = [];
  /** File and offset of the cursor. */
  file = 'main.tile';
  offset = 0;

  constructor(text: string) {
    let name = 'main.tile';
    let lines: string[] = [];
    const close = () => {
      if (lines.length > 0) this.#add(name, lines);
    };
    for (const line of text.replace(/^\n/, '').split('\n')) {
      const header = /^\s*\/\/- (\S+)$/.exec(line);
      if (header) {
        close();
        name = header[1] as string;
        lines = [];
      } else lines.push(line);
    }
    close();
    for (const file of this.names) this.workspace.diagnostics(file);
  }

  get uri(): string {
    return this.workspace.uri(this.file);
  }

  get uris(): string[] {
    return this.names.map((name) => this.workspace.uri(name));
  }

  text(name = this.file): string {
    return this.workspace.text(name);
  }

  /** What a feature computes at the cursor. */
  at<Value>(feature: (reader: Reader, uri: string, offset: number) => Computation<Value>): Value {
    return this.workspace.compute((reader) => feature(reader, this.uri, this.offset));
  }

  /** Ranges of a feature in the form of the marked ones, by place. */
  found(
    ranges: readonly { readonly uri?: string; readonly start: number; readonly end: number; readonly label?: string }[],
  ) {
    return ranges
      .map(
        ({ uri = this.uri, start, end, label = '' }): MarkedRange => ({
          file: uri.replace('file:///w/', ''),
          start,
          end,
          label,
        }),
      )
      .sort(byPlace);
  }

  #add(name: string, lines: readonly string[]): void {
    const kept: string[] = [];
    let lineStart = 0;
    let start = 0;
    /** Column of the cursor in the line above; carets behind it are shown two columns to the right. */
    let cursor = -1;
    for (const raw of lines) {
      const mark = /^(\s*\/\/\s*)(\^+)(?: (.*))?$/.exec(raw);
      const columns = /^\s*\/\/@(\d+)-(\d+)(?: (.*))?$/.exec(raw);
      if (mark?.[1] !== undefined && mark[2] !== undefined) {
        const column = mark[1].length;
        const from = lineStart + column - (cursor >= 0 && column > cursor ? 2 : 0);
        this.ranges.push({ file: name, start: from, end: from + mark[2].length, label: mark[3] ?? '' });
      } else if (columns) {
        const [from, to] = [Number(columns[1]), Number(columns[2])];
        this.ranges.push({ file: name, start: lineStart + from, end: lineStart + to, label: columns[3] ?? '' });
      } else {
        cursor = raw.indexOf('$0');
        const line = raw.replace('$0', '');
        lineStart = start;
        if (cursor >= 0) {
          this.file = name;
          this.offset = lineStart + cursor;
        }
        kept.push(line);
        start += line.length + 1;
      }
    }
    this.names.push(name);
    this.workspace.write(name, kept.join('\n'));
    this.ranges.sort(byPlace);
  }
}

function byPlace(a: MarkedRange, b: MarkedRange): number {
  return a.file.localeCompare(b.file) || a.start - b.start || a.end - b.end;
}
