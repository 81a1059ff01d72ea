import * as assert from 'node:assert/strict';
import { suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { codeOf, lineOf, openSample, waitForHint, waitForProblems, whileEdited } from './support.ts';

suite('problems', () => {
  let matmul: vscode.TextDocument;
  suiteSetup(async () => {
    matmul = await openSample('matmul.tile');
    await waitForHint(matmul, lineOf(matmul, 'load A', 'kernel matmul_simple'), (hint) => hint !== undefined);
  });

  test('the sample has none', async () => {
    await waitForProblems(matmul.uri, (problems) => problems.length === 0);
  });

  test('a syntax error is marked, the hints stay, and mending it removes the mark', async () => {
    const line = lineOf(matmul, 'do C with pe.matmul', 'kernel matmul_simple');
    await whileEdited(matmul, line, 'pe.matmul', 'pe.matmul )', async () => {
      const [problem] = await waitForProblems(matmul.uri, (problems) => problems.length > 0);
      assert.ok(problem);
      assert.equal(codeOf(problem), 'syntax');
      assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
      assert.equal(problem.range.start.line, line);
      const load = lineOf(matmul, 'load A', 'kernel matmul_simple');
      await waitForHint(matmul, load, (hint) => hint?.trim().startsWith('32 KiB') === true);
    });
    await waitForProblems(matmul.uri, (problems) => problems.length === 0);
  });

  test('an unknown name is marked where it stands', async () => {
    const line = lineOf(matmul, 'load B', 'kernel matmul_simple');
    await whileEdited(matmul, line, 'load B', 'load Bx', async () => {
      const [problem] = await waitForProblems(matmul.uri, (problems) => problems.length > 0);
      assert.ok(problem);
      assert.equal(codeOf(problem), 'unknown-name');
      assert.equal(matmul.getText(problem.range), 'Bx');
    });
    await waitForProblems(matmul.uri, (problems) => problems.length === 0);
  });

  test('a change on disk of a file that another one uses is seen', async () => {
    const target = vscode.Uri.joinPath(matmul.uri, '..', 'trn1.tile');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text.replaceAll('trn1', 'trn9')));
    try {
      await waitForProblems(matmul.uri, (problems) => problems.some((problem) => codeOf(problem) === 'unknown-name'));
    } finally {
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
    }
    await waitForProblems(matmul.uri, (problems) => problems.length === 0);
  });
});
