import { describe, expect, it } from 'vitest';
import type { LineHint } from '../../server/src/hints/file-hints.ts';
import { ShownDocument } from '../../server/src/lsp/documents.ts';
import type { PlacedDiagnostic } from '../../server/src/lsp/placed.ts';
import type { DocumentAnalysis } from '../../server/src/lsp/worker-protocol.ts';

const TEXT = 'load A in sbuf\nload B in sbuf\n';

function hint(text: string, line: number, label: string, withoutNumbers = false): LineHint {
  const offset = text
    .split('\n')
    .slice(0, line + 1)
    .join('\n').length;
  return { line, offset, label, tooltip: label, withoutNumbers };
}

function analysis(version: number, hints: LineHint[], diagnostics: PlacedDiagnostic[] = []): DocumentAnalysis {
  return { uri: 'file:///w/a.tile', version, hints, diagnostics };
}

function problem(code: 'syntax' | 'unknown-name', start: number, end: number): PlacedDiagnostic {
  return { code, severity: 'error', message: code, start, end, related: [] };
}

/** A document with a hint on both lines. */
function shown(): ShownDocument {
  const document = new ShownDocument(TEXT, 1);
  document.accept(analysis(1, [hint(TEXT, 0, '1 MiB'), hint(TEXT, 1, '2 MiB')]));
  return document;
}

/** The text with each hint where it stands. */
function look(document: ShownDocument, text: string): string {
  let result = text;
  for (const { offset, label } of document.hints.toReversed()) {
    result = `${result.slice(0, offset)} «${label}»${result.slice(offset)}`;
  }
  return result;
}

describe('hints of a document that is edited', () => {
  it.each([
    ['a letter within a line', 'load AB in sbuf\nload B in sbuf\n'],
    ['text at the end of a line', 'load A in sbuf buffers 2\nload B in sbuf\n'],
    ['a line before', '// new\nload A in sbuf\nload B in sbuf\n'],
    ['a line between', 'load A in sbuf\n// new\nload B in sbuf\n'],
  ])('stay at the ends of their lines: %s', (_, text) => {
    const document = shown();
    document.edit(text, 2, []);
    const expected = text.replace(/^(load A.*)$/m, '$1 «1 MiB»').replace(/^(load B.*)$/m, '$1 «2 MiB»');
    expect(look(document, text)).toBe(expected);
  });

  it('are replaced by the analysis of the new text, and only by that', () => {
    const document = shown();
    const text = 'load A in sbuf\n';
    document.edit(text, 2, []);
    expect(document.accept(analysis(1, []))).toEqual({ taken: false, hintsChanged: false });
    expect(document.hints).not.toEqual([]);
    expect(document.accept(analysis(2, [hint(text, 0, '3 MiB')]))).toEqual({ taken: true, hintsChanged: true });
    expect(look(document, text)).toBe('load A in sbuf «3 MiB»\n');
  });

  it('stay while the text does not parse, where the new analysis has none', () => {
    const document = shown();
    const text = 'load A in\nload B in sbuf\n';
    document.edit(text, 2, []);
    document.accept(
      analysis(2, [hint(text, 1, '4 MiB'), hint(text, 0, 'no numbers', true)], [problem('syntax', 9, 10)]),
    );
    expect(look(document, text)).toBe('load A in «1 MiB»\nload B in sbuf «4 MiB»\n');
    expect(document.hints[0]?.tooltip).toBe('From before the syntax error in this file.\n\n1 MiB');
  });

  it('go with their line', () => {
    const document = shown();
    const text = '\nload B in sbuf\n';
    document.edit(text, 2, []);
    document.accept(analysis(2, [hint(text, 1, '2 MiB')], [problem('syntax', 0, 0)]));
    expect(look(document, text)).toBe('\nload B in sbuf «2 MiB»\n');
  });
});

describe('diagnostics of a document that is edited', () => {
  it('move with the text; syntax problems are fresh', () => {
    const document = new ShownDocument(TEXT, 1);
    document.accept(analysis(1, [], [problem('unknown-name', 5, 6), problem('syntax', 7, 9)]));
    document.edit(`// new\n${TEXT}`, 2, [{ ...problem('syntax', 0, 2), related: [] }]);
    expect(document.diagnostics.map(({ code, start, end }) => [code, start, end])).toEqual([
      ['syntax', 0, 2],
      ['unknown-name', 12, 13],
    ]);
  });
});

describe('waiting for the analysis', () => {
  it('ends with the analysis of the current text', async () => {
    const document = shown();
    await document.whenCurrent(60_000);
    document.edit(`${TEXT}//`, 2, []);
    let done = false;
    const waiting = document.whenCurrent(60_000).then(() => {
      done = true;
    });
    document.accept(analysis(1, []));
    await Promise.resolve();
    expect(done).toBe(false);
    document.accept(analysis(2, []));
    await waiting;
    expect(done).toBe(true);
  });

  it('ends when patience does', async () => {
    const document = shown();
    document.edit(`${TEXT}//`, 2, []);
    await document.whenCurrent(1);
    expect(document.isCurrent).toBe(false);
  });
});
