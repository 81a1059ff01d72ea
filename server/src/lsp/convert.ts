/** Our plain values → LSP's. */
import {
  type Diagnostic,
  DiagnosticSeverity,
  type InlayHint,
  MarkupKind,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Severity } from '../model/problem.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import type { ShownHint } from './documents.ts';
import type { PlacedDiagnostic } from './placed.ts';

const SEVERITY: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** @returns the diagnostic; an empty range is widened by one character, so that there is something to see. */
export function toDiagnostic(
  lines: LineIndex,
  { code, severity, message, start, end, related }: PlacedDiagnostic,
): Diagnostic {
  const range: Range = { start: lines.position(start), end: lines.position(Math.max(end, start + 1)) };
  return {
    range,
    severity: SEVERITY[severity],
    code,
    source: 'tilewright',
    message,
    ...(related.length > 0
      ? { relatedInformation: related.map((r) => ({ location: { uri: r.uri, range: r.range }, message: r.message })) }
      : {}),
  };
}

/** @returns the hint, with its explanation as Markdown. */
export function toInlayHint(lines: LineIndex, { offset, label, tooltip }: ShownHint): InlayHint {
  return {
    position: lines.position(offset),
    // VS Code pads by less than a character; a hint behind code needs more to be told from it.
    label: `\u2002${label}`,
    tooltip: { kind: MarkupKind.Markdown, value: tooltip },
    paddingLeft: true,
  };
}

/** @returns the edit with offsets as positions. */
export function toTextEdit(document: TextDocument, edit: { start: number; end: number; newText: string }): TextEdit {
  return {
    range: { start: document.positionAt(edit.start), end: document.positionAt(edit.end) },
    newText: edit.newText,
  };
}
