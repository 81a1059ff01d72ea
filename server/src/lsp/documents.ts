/**
 * What is shown of each open document: the last analysis, shifted through the edits since, and fresh syntax problems.
 *
 * Invariants: what is shown is never older than the text in its places; a cancelled or failed analysis clears nothing.
 */

import type { Diagnostic } from '../checks/located.ts';
import { type Edit, editBetween, shiftOffset } from '../features/shift.ts';
import type { LineHint } from '../hints/file-hints.ts';
import { LineIndex } from '../syntax/line-index.ts';
import type { PlacedDiagnostic } from './placed.ts';
import type { DocumentAnalysis } from './worker-protocol.ts';

export interface ShownHint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}

export class ShownDocument {
  #text: string;
  #version: number;
  #lines: LineIndex;
  #diagnostics: readonly PlacedDiagnostic[] = [];
  #hints: readonly ShownHint[] = [];
  /** The version to which diagnostics and hints belong. */
  #analysed = -1;
  #waiting: (() => void)[] = [];

  constructor(text: string, version: number) {
    this.#text = text;
    this.#version = version;
    this.#lines = new LineIndex(text);
  }

  get lines(): LineIndex {
    return this.#lines;
  }

  get diagnostics(): readonly PlacedDiagnostic[] {
    return this.#diagnostics;
  }

  get hints(): readonly ShownHint[] {
    return this.#hints;
  }

  get version(): number {
    return this.#version;
  }

  get isCurrent(): boolean {
    return this.#analysed === this.#version;
  }

  /** Takes a new text: old results move with it, syntax problems are replaced. */
  edit(text: string, version: number, syntax: readonly Diagnostic[]): void {
    const edit = editBetween(this.#text, text);
    this.#text = text;
    this.#version = version;
    this.#lines = new LineIndex(text);
    const others = this.#diagnostics.filter(({ code }) => code !== 'syntax').map((d) => shiftDiagnostic(d, edit));
    const fresh = syntax.map((diagnostic): PlacedDiagnostic => ({ ...diagnostic, related: [] }));
    this.#diagnostics = [...fresh, ...others].sort((a, b) => a.start - b.start);
    this.#hints = this.#hints.map((hint) => this.#atLineEnd({ ...hint, offset: shiftOffset(hint.offset, edit) }));
  }

  /**
   * Takes an analysis if it is of the current text.
   * @returns whether it was taken, and whether the hints changed by it.
   */
  accept(analysis: DocumentAnalysis): { readonly taken: boolean; readonly hintsChanged: boolean } {
    if (analysis.version !== this.#version) return { taken: false, hintsChanged: false };
    const hints = analysis.hints.map(({ offset, label, tooltip }: LineHint) => ({ offset, label, tooltip }));
    const hintsChanged = JSON.stringify(hints) !== JSON.stringify(this.#hints);
    this.#diagnostics = analysis.diagnostics;
    this.#hints = hints;
    this.#analysed = analysis.version;
    for (const resolve of this.#waiting.splice(0)) resolve();
    return { taken: true, hintsChanged };
  }

  /** Resolves when the current text has been analysed, or after `milliseconds`. */
  whenCurrent(milliseconds: number): Promise<void> {
    if (this.isCurrent) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #atLineEnd(hint: ShownHint): ShownHint {
    return { ...hint, offset: this.#lines.lineEnd(this.#lines.position(hint.offset).line) };
  }
}

function shiftDiagnostic(diagnostic: PlacedDiagnostic, edit: Edit): PlacedDiagnostic {
  const start = shiftOffset(diagnostic.start, edit);
  return { ...diagnostic, start, end: Math.max(start, shiftOffset(diagnostic.end, edit)) };
}
