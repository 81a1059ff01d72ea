/** The server that we ship, over standard input and output, with the protocol library of a client. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { sample } from '../support/workspace.ts';
import { Client } from './client.ts';

const URI = 'file:///w/matmul.tile';
const LOAD_A = sample('matmul.tile')
  .split('\n')
  .findIndex((line) => line.includes('load A in sbuf as [k | m]'));
const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
let client: Client;

beforeEach(() => {
  client = new Client();
});
afterEach(() => client.kill());

describe('a client that provides files', () => {
  beforeEach(async () => {
    client.provided.set('file:///w/trn1.tile', sample('trn1.tile'));
    await client.initialize({ provideFiles: true });
    await client.open(URI, sample('matmul.tile'));
  });

  it('gets hints, also through a file that is used', async () => {
    expect(await client.hint(URI, LOAD_A, (label) => label.includes('×'))).toBe('32 KiB · 256 MiB for 32 MiB · 8×');
  });

  it('gets new numbers after an edit', async () => {
    await client.hint(URI, LOAD_A, (label) => label.startsWith('32 KiB'));
    await client.change(URI, sample('matmul.tile').replace('for k by 128 {\n', 'for k by 64 {\n'));
    expect(await client.hint(URI, LOAD_A, (label) => label.startsWith('16 KiB'))).toContain('8×');
  });

  it('keeps its hints while a line does not parse, and gets the problem', async () => {
    await client.hint(URI, LOAD_A, (label) => label.startsWith('32 KiB'));
    const broken = sample('matmul.tile').replace('load A in sbuf as [k | m]', 'load A in sbuf as [k |');
    await client.change(URI, broken);
    const [problem] = await client.diagnostics(URI, (diagnostics) => codes(diagnostics).includes('syntax'));
    expect(problem).toMatchObject({ source: 'tilewright', severity: 1, range: { start: { line: LOAD_A } } });
    expect(await client.hint(URI, LOAD_A, () => true)).toBe('32 KiB · 256 MiB for 32 MiB · 8×');
    await client.change(URI, sample('matmul.tile'));
    expect(await client.diagnostics(URI, (diagnostics) => diagnostics.length === 0)).toEqual([]);
  });

  it('sees a name that means nothing, with what was meant', async () => {
    await client.change(URI, sample('matmul.tile').replace('do C with pe.matmul\n', 'do C with pe.matmull\n'));
    const [problem] = await client.diagnostics(URI, (diagnostics) => codes(diagnostics).includes('unknown-name'));
    expect(problem?.message).toBe('The target `trn1` has no instruction `pe.matmull`. Did you mean `pe.matmul`?');
  });

  it('hears of a used file that changes in the editor', async () => {
    await client.hint(URI, LOAD_A, (label) => label.startsWith('32 KiB'));
    await client.open('file:///w/trn1.tile', sample('trn1.tile').replace('memory sbuf ', 'memory sbuff '));
    const problems = await client.diagnostics(URI, (diagnostics) => codes(diagnostics).includes('unknown-name'));
    expect(problems[0]?.message).toBe('The target `trn1` has no memory `sbuf`. Did you mean `sbuff`?');
    await client.close('file:///w/trn1.tile');
    expect(await client.diagnostics(URI, (diagnostics) => diagnostics.length === 0)).toEqual([]);
  });

  it('hears of a used file that is not there', async () => {
    await client.change(URI, sample('matmul.tile').replace('./trn1.tile', './trn9.tile'));
    const problems = await client.diagnostics(URI, (diagnostics) => codes(diagnostics).includes('unknown-file'));
    expect(problems[0]?.message).toBe('Cannot use "./trn9.tile": there is no file file:///w/trn9.tile.');
  });

  it('has its document formatted, by edits of what changes', async () => {
    const declarations = 'op f(A: T[N]) -> (B: T[N]) { B[n] = A[n] }\n\n';
    await client.change(URI, `${declarations}const   x=1\n`);
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await client.request<{ newText: string }[]>('textDocument/formatting', {
      textDocument: { uri: URI },
      options,
    });
    expect(edits.map(({ newText }) => newText.trim())).toEqual(['const x = 1']);
  });

  it('can show the library', async () => {
    const request = (uri: string) => client.request<{ text: string | null }>('tilewright/stdText', { uri });
    expect((await request('tilewright-std:/matmul.tile')).text).toContain('op matmul');
    expect((await request('tilewright-std:/none.tile')).text).toBeNull();
  });

  it('has its problems taken away when it closes the document', async () => {
    await client.change(URI, 'nonsense');
    await client.diagnostics(URI, (diagnostics) => diagnostics.length > 0);
    await client.close(URI);
    expect(await client.diagnostics(URI, (diagnostics) => diagnostics.length === 0)).toEqual([]);
  });

  it('ends the server, and the worker with it', async () => {
    expect(await client.end()).toBe(0);
  });
});

describe('a client that knows nothing of ours', () => {
  it('is served from the disk', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tilewright-'));
    fs.writeFileSync(path.join(folder, 'trn1.tile'), sample('trn1.tile'));
    const uri = pathToFileURL(path.join(folder, 'matmul.tile')).toString();
    await client.initialize({});
    await client.open(uri, sample('matmul.tile'));
    expect(await client.hint(uri, LOAD_A, (label) => label.includes('×'))).toContain('8×');
    fs.rmSync(folder, { recursive: true });
  });
});
