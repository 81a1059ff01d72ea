import * as assert from 'node:assert/strict';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { lineOf, openSample, show, waitForHint, waitForProblems } from './support.ts';

/** A read-only file system in memory, as a virtual workspace has one: no disk path leads to its files. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly #files = new Map<string, Uint8Array>();
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changes.event;

  add(path: string, text: string): void {
    this.#files.set(path, new TextEncoder().encode(text));
  }
  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }
  readFile(uri: vscode.Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  writeFile(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}

suite('virtual files', () => {
  const files = new MemoryFiles();
  let registration: vscode.Disposable;
  suiteSetup(async () => {
    for (const name of ['matmul.tile', 'trn1.tile']) files.add(`/lib/${name}`, (await openSample(name)).getText());
    registration = vscode.workspace.registerFileSystemProvider('tilewright-test', files, { isReadonly: true });
  });
  suiteTeardown(() => registration.dispose());

  test('`use` of a neighbour is read through the editor', async () => {
    const uri = vscode.Uri.from({ scheme: 'tilewright-test', path: '/lib/matmul.tile' });
    const document = await show(await vscode.workspace.openTextDocument(uri));
    const load = lineOf(document, 'load A', 'kernel matmul_simple');
    const hint = await waitForHint(document, load, (text) => text?.trim().startsWith('32 KiB') === true);
    assert.match(hint, /8×/);
  });

  test('a file of the bundled library is shown read-only', async () => {
    const uri = vscode.Uri.from({ scheme: 'tilewright-std', path: '/targets/trn1.tile' });
    const document = await show(await vscode.workspace.openTextDocument(uri));
    assert.equal(document.languageId, 'tilewright');
    assert.match(document.getText(), /^target trn1/m);
    await waitForProblems(uri, (problems) => problems.length === 0);
  });

  test('`use` of a file that is not there is a problem', async () => {
    files.add('/lib/lost.tile', 'use "./nowhere.tile"\n');
    const uri = vscode.Uri.from({ scheme: 'tilewright-test', path: '/lib/lost.tile' });
    await show(await vscode.workspace.openTextDocument(uri));
    await waitForProblems(uri, (problems) => problems.some((problem) => problem.range.start.line === 0));
  });
});
