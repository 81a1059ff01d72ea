import * as assert from 'node:assert/strict';
import { suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { EXTENSION, hintsOf, lineOf, openSample, waitForHint, whileEdited } from './support.ts';

suite('hints', () => {
  let matmul: vscode.TextDocument;
  suiteSetup(async () => {
    matmul = await openSample('matmul.tile');
  });

  test('opening a .tile file starts the extension', async () => {
    assert.equal(matmul.languageId, 'tilewright');
    await waitForHint(matmul, lineOf(matmul, 'load A', 'kernel matmul_simple'), (hint) => hint !== undefined);
    assert.ok(vscode.extensions.getExtension(EXTENSION)?.isActive);
  });

  const shown = [
    { kernel: 'matmul_simple', line: 'load A', starts: '32 KiB', contains: '8×' },
    { kernel: 'matmul_simple', line: 'load B', starts: '128 KiB', contains: '32×' },
    { kernel: 'matmul_blocked', line: 'load A', starts: '2×4 MiB', contains: '4×' },
    { kernel: 'matmul_blocked', line: 'load B', starts: '2 MiB', contains: '' },
    { kernel: 'matmul_blocked', line: 'hold C in sbuf', starts: '8 MiB', contains: '' },
  ];
  for (const { kernel, line, starts, contains } of shown) {
    test(`${kernel}: ${line} shows ${starts} ${contains}`, async () => {
      const at = lineOf(matmul, line, `kernel ${kernel}`);
      const hint = await waitForHint(matmul, at, (text) => text !== undefined);
      assert.ok(hint.trim().startsWith(starts) && hint.includes(contains), hint);
    });
  }

  test('a hint stands at the end of its line and is at most 36 characters long', async () => {
    const hints = await hintsOf(matmul);
    assert.ok(hints.size > 0);
    for (const [line, hint] of hints) assert.ok(hint.trim().length <= 36, `line ${line + 1}: ${hint}`);
  });

  test('a changed tile size changes the figures, and changing it back restores them', async () => {
    const loop = lineOf(matmul, 'for k by 128', 'kernel matmul_simple');
    const load = lineOf(matmul, 'load A', 'kernel matmul_simple');
    await whileEdited(matmul, loop, '128', '64', async () => {
      await waitForHint(matmul, load, (hint) => hint?.trim().startsWith('16 KiB') === true);
    });
    await waitForHint(matmul, load, (hint) => hint?.trim().startsWith('32 KiB') === true);
  });

  test('an untitled document has hints as well', async () => {
    // Its `use` is relative to nowhere, so the target's text comes along.
    const target = await openSample('trn1.tile');
    const content = `${target.getText()}\n${matmul.getText().replace(/^use .*$/m, '')}`;
    const untitled = await vscode.workspace.openTextDocument({ language: 'tilewright', content });
    await vscode.window.showTextDocument(untitled);
    const load = lineOf(untitled, 'load A', 'kernel matmul_simple');
    await waitForHint(untitled, load, (hint) => hint?.trim().startsWith('32 KiB') === true);
  });
});
