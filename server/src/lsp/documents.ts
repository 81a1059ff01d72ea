/**
 * What is shown of each open document: the last analysis, shifted through the edits since, and fresh syntax problems.
 *
 * Invariants: what is shown is never older than the text in its places; a cancelled or failed analysis clears nothing; and
 * while a text does not parse, a line keeps the hint that it had (marked so in its tooltip) where the analysis of the
 * broken text has none.
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

const KEPT = 'From before the syntax error in this file.\n\n';

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
    const broken = analysis.diagnostics.some(({ code }) => code === 'syntax');
    const hints = broken ? this.#withKept(analysis.hints) : analysis.hints.map(shownHint);
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

  /** The hints of a text that does not parse, and the old ones of lines that have none now and are not empty. */
  #withKept(fresh: readonly LineHint[]): readonly ShownHint[] {
    const hints = fresh.filter((hint) => !hint.withoutNumbers).map(shownHint);
    const taken = new Set(hints.map(({ offset }) => offset));
    for (const old of this.#hints) {
      if (taken.has(old.offset) || this.#lines.isBlank(this.#lines.position(old.offset).line)) continue;
      taken.add(old.offset);
      hints.push({ ...old, tooltip: old.tooltip.startsWith(KEPT) ? old.tooltip : KEPT + old.tooltip });
    }
    return hints.sort((a, b) => a.offset - b.offset);
  }

  #atLineEnd(hint: ShownHint): ShownHint {
    return { ...hint, offset: this.#lines.lineEnd(this.#lines.position(hint.offset).line) };
  }
}

function shownHint({ offset, label, tooltip }: LineHint): ShownHint {
  return { offset, label, tooltip };
}

function shiftDiagnostic(diagnostic: PlacedDiagnostic, edit: Edit): PlacedDiagnostic {
  const start = shiftOffset(diagnostic.start, edit);
  return { ...diagnostic, start, end: Math.max(start, shiftOffset(diagnostic.end, edit)) };
}
