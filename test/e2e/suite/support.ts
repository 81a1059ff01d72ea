import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The extension's identifier, publisher and name of the manifest. */
export const EXTENSION = 'tilewright.tilewright';

/** Milliseconds to wait for anything; short once a wait was in vain, since the rest will mostly wait in vain as well. */
let patience = 60_000;

/** Opens a file of the workspace, which is a copy of samples/, in an editor. */
export async function openSample(name: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the test window has a folder open');
  return show(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name)));
}

/** Shows a document in the active editor. */
export async function show(document: vscode.TextDocument): Promise<vscode.TextDocument> {
  await vscode.window.showTextDocument(document);
  return document;
}

/** The first line that contains `text` below the line that contains `after`. */
export function lineOf(document: vscode.TextDocument, text: string, after: string): number {
  const lines = document.getText().split(/\r?\n/);
  const start = lines.findIndex((line) => line.includes(after));
  const line = lines.findIndex((candidate, index) => index >= start && candidate.includes(text));
  assert.ok(start >= 0 && line >= 0, `${document.uri} has a line "${text}" after "${after}"`);
  return line;
}

/** The hints of a document as texts by line. */
export async function hintsOf(document: vscode.TextDocument): Promise<Map<number, string>> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[] | undefined>(
    'vscode.executeInlayHintProvider',
    document.uri,
    whole,
  );
  const texts = new Map<number, string>();
  for (const { position, label } of hints ?? []) {
    const text = typeof label === 'string' ? label : label.map((part) => part.value).join('');
    texts.set(position.line, `${texts.get(position.line) ?? ''}${text}`);
  }
  return texts;
}

/** Waits until the hint of a line satisfies `accept`, and returns it. */
export async function waitForHint(
  document: vscode.TextDocument,
  line: number,
  accept: (hint: string | undefined) => boolean,
): Promise<string> {
  let last: string | undefined;
  await waitUntil(
    async () => {
      last = (await hintsOf(document)).get(line);
      return accept(last);
    },
    () => `a hint on line ${line + 1}, whose last hint is ${JSON.stringify(last)}`,
  );
  return last ?? '';
}

/** Tilewright's diagnostics of a document. */
export function problemsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((problem) => problem.source === 'tilewright');
}

/** The code of a diagnostic, which is a string or carries a link. */
export function codeOf(problem: vscode.Diagnostic): string {
  return String(typeof problem.code === 'object' ? problem.code.value : problem.code);
}

/** Waits until the diagnostics of a document satisfy `accept`, and returns them. */
export async function waitForProblems(
  uri: vscode.Uri,
  accept: (problems: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  await waitUntil(
    async () => accept(problemsOf(uri)),
    () => {
      const texts = problemsOf(uri).map((problem) => `${codeOf(problem)}: ${problem.message}`);
      return `other problems in ${uri} than ${JSON.stringify(texts)}`;
    },
  );
  return problemsOf(uri);
}

/** Replaces the first `from` on a line by `to` for the time of `body`, so that a test that fails spoils no other. */
export async function whileEdited(
  document: vscode.TextDocument,
  line: number,
  from: string,
  to: string,
  body: () => Promise<void>,
): Promise<void> {
  await replaceOnLine(document, line, from, to);
  try {
    await body();
  } finally {
    await replaceOnLine(document, line, to, from);
  }
}

async function replaceOnLine(document: vscode.TextDocument, line: number, from: string, to: string): Promise<void> {
  const start = document.lineAt(line).text.indexOf(from);
  assert.ok(start >= 0, `line ${line + 1} contains "${from}"`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(line, start, line, start + from.length), to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Looks every 50 ms until `condition` holds; fails with what it waited for when the patience ends. */
export async function waitUntil(condition: () => Promise<boolean>, what: () => string): Promise<void> {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) {
      const seconds = patience / 1000;
      patience = 5000;
      assert.fail(`waited ${seconds} s for ${what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
