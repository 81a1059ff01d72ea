/** Conversations about features, with the server that we ship. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  LocationLink,
  Range,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  TextEdit,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver/node';
import { Client } from './client.ts';

const URI = 'file:///w/main.tile';
const LIBRARY = 'file:///w/lib.tile';
const UNOPENED = 'file:///w/other.tile';
const LIBRARY_TEXT = 'op twice(A: T[N]) -> (B: T[N]) { B[n] = A[n] + A[n] }\n';
const TEXT = `use "./lib.tile"
use "std/matmul"

/// A kernel.
kernel k for twice on t {
  for n by 4 {
    load A in x
  }
}
`;
const UNOPENED_TEXT = 'use "./lib.tile"\nnet g(x: T[N]) -> (y: T[N]) { y = twice(x) }\n';
const textDocument = { uri: URI };
let client: Client;

/** Line and character of the first place of a text. */
function at(needle: string, text = TEXT): { line: number; character: number } {
  const before = text.slice(0, text.indexOf(needle)).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** The text that a range covers, on one line. */
function covered({ start, end }: Range, text: string): string {
  return (text.split('\n')[start.line] ?? '').slice(start.character, end.character);
}

beforeEach(async () => {
  client = new Client();
  client.provided.set(LIBRARY, LIBRARY_TEXT);
  client.provided.set(UNOPENED, UNOPENED_TEXT);
  await client.initialize({ provideFiles: true });
  await client.open(URI, TEXT);
});
afterEach(() => client.kill());

describe('a client', () => {
  it('goes to a definition in a file that is not open, and into the library', async () => {
    const [link] = await client.request<LocationLink[]>('textDocument/definition', {
      textDocument,
      position: at('twice'),
    });
    expect(link).toMatchObject({ targetUri: LIBRARY, targetRange: { start: { line: 0, character: 3 } } });
    const [file] = await client.request<LocationLink[]>('textDocument/definition', {
      textDocument,
      position: at('std/'),
    });
    expect(file?.targetUri).toBe('tilewright-std:/matmul.tile');
  });

  it('finds references in files of the workspace that nobody opened or uses', async () => {
    const found = await client.request<Location[]>('textDocument/references', {
      textDocument,
      position: at('twice'),
      context: { includeDeclaration: false },
    });
    expect(found.map(({ uri }) => uri).sort()).toEqual([URI, UNOPENED]);
    expect(found.map(({ uri, range }) => covered(range, uri === URI ? TEXT : UNOPENED_TEXT))).toEqual([
      'twice',
      'twice',
    ]);
  });

  it('renames across files, is told the name that it renames, and why it must not', async () => {
    const position = at('twice');
    expect(await client.request('textDocument/prepareRename', { textDocument, position })).toMatchObject({
      placeholder: 'twice',
    });
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
      textDocument,
      position,
      newName: 'double',
    });
    expect(Object.keys(edit.changes ?? {}).sort()).toEqual([LIBRARY, URI, UNOPENED]);
    const refused = client.request('textDocument/rename', { textDocument, position, newName: 'for' });
    await expect(refused).rejects.toThrow('`for` is a keyword.');
    const keyword = client.request('textDocument/prepareRename', { textDocument, position: at('kernel') });
    await expect(keyword).rejects.toThrow('no name here');
  });

  it('sees highlights, hovers, folds, selections and links', async () => {
    const highlights = await client.request<DocumentHighlight[]>('textDocument/documentHighlight', {
      textDocument,
      position: at('k for'),
    });
    expect(highlights.map(({ range, kind }) => [covered(range, TEXT), kind])).toEqual([['k', 3]]);
    const hover = await client.request<Hover>('textDocument/hover', { textDocument, position: at('twice') });
    expect(JSON.stringify(hover.contents)).toContain('op twice');
    const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    expect(folds.map(({ startLine, endLine, kind }) => [startLine, endLine, kind])).toEqual([
      [0, 1, 'imports'],
      [4, 7, undefined],
      [5, 6, undefined],
    ]);
    const [selection] = await client.request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument,
      positions: [at('A in')],
    });
    expect(covered(selection?.range as Range, TEXT)).toBe('A');
    expect(covered(selection?.parent?.range as Range, TEXT)).toBe('load A in x');
    const links = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument });
    expect(links.map(({ target }) => target)).toEqual([LIBRARY, 'tilewright-std:/matmul.tile']);
  });

  it('sees the outline of a document and the names of the workspace', async () => {
    const outline = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    expect(outline.map(({ name, detail }) => `${name} ${detail}`)).toEqual(['k for twice on t']);
    const found = await client.request<WorkspaceSymbol[]>('workspace/symbol', { query: 'tw' });
    expect(found.map(({ name, location }) => `${name} ${location.uri}`)).toEqual([`twice ${LIBRARY}`]);
  });

  it('gets semantic tokens, and after an edit only what changed', async () => {
    const full = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
    expect(full.data.length % 5).toBe(0);
    const edited = TEXT.replace('for n by 4', 'for  n by 4');
    await client.change(URI, edited);
    const previousResultId = full.resultId;
    const params = { textDocument, previousResultId };
    const delta = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', params);
    expect(delta.edits.length).toBe(1);
    const data = [...full.data];
    for (const { start, deleteCount, data: inserted = [] } of delta.edits) data.splice(start, deleteCount, ...inserted);
    expect(data).toEqual(
      (await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument })).data,
    );
    const range = { start: at('for n', TEXT), end: { line: at('for n').line, character: 99 } };
    const part = await client.request<SemanticTokens>('textDocument/semanticTokens/range', { textDocument, range });
    expect(part.data.slice(0, 2)).toEqual([at('for n').line, 2]);
    expect(part.data.length).toBeLessThan(full.data.length);
  });

  it('has one declaration formatted: that of a range, or that in which a brace was closed', async () => {
    const crooked = 'const   x=1\n\nconst   y=2\n';
    await client.change(URI, crooked);
    const options = { tabSize: 2, insertSpaces: true };
    const position = { line: 2, character: 3 };
    const range = { start: position, end: position };
    const params = { textDocument, range, options };
    const edits = await client.request<TextEdit[]>('textDocument/rangeFormatting', params);
    expect(edits.map(({ newText }) => newText.trim())).toEqual(['const y = 2']);
    const typed = { textDocument, position, ch: '}', options };
    expect(await client.request<TextEdit[]>('textDocument/onTypeFormatting', typed)).toEqual(edits);
  });

  it('is never answered for a text that it has no more', async () => {
    const asked = client.request<Location[]>('textDocument/references', {
      textDocument,
      position: at('twice'),
      context: { includeDeclaration: true },
    });
    await client.change(URI, '');
    await expect(asked).rejects.toThrow('the text has changed');
  });
});

describe('a client without files of its own', () => {
  it('finds references on the disk of the server, below the folder that it opened', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-'));
    fs.mkdirSync(path.join(folder, 'deep'));
    fs.writeFileSync(path.join(folder, 'lib.tile'), LIBRARY_TEXT);
    fs.writeFileSync(path.join(folder, 'deep/user.tile'), UNOPENED_TEXT.replace('./lib', '../lib'));
    const plain = new Client();
    await plain.initialize({}, pathToFileURL(folder).toString());
    const uri = pathToFileURL(path.join(folder, 'lib.tile')).toString();
    await plain.open(uri, LIBRARY_TEXT);
    const found = await plain.request<Location[]>('textDocument/references', {
      textDocument: { uri },
      position: at('twice', LIBRARY_TEXT),
      context: { includeDeclaration: false },
    });
    expect(found.map((place) => path.basename(place.uri))).toEqual(['user.tile']);
    plain.kill();
    fs.rmSync(folder, { recursive: true });
  });
});
