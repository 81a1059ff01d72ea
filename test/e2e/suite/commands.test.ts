import * as assert from 'node:assert/strict';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { hintsOf, lineOf, openSample, waitForHint, waitUntil } from './support.ts';

suite('commands', () => {
  let matmul: vscode.TextDocument;
  let load: number;
  const mode = () => vscode.workspace.getConfiguration('tilewright.hints').get('mode');
  suiteSetup(async () => {
    matmul = await openSample('matmul.tile');
    load = lineOf(matmul, 'load A', 'kernel matmul_simple');
    await waitForHint(matmul, load, (hint) => hint !== undefined);
  });
  suiteTeardown(async () => {
    await vscode.workspace.getConfiguration('tilewright.hints').update('mode', undefined, true);
  });

  test('toggle hints goes from compact to full to off and back to compact', async () => {
    assert.equal(mode(), 'compact');
    await vscode.commands.executeCommand('tilewright.toggleHints');
    assert.equal(mode(), 'full');
    await waitForHint(matmul, load, (hint) => hint !== undefined);
    await vscode.commands.executeCommand('tilewright.toggleHints');
    assert.equal(mode(), 'off');
    await waitUntil(
      async () => (await hintsOf(matmul)).size === 0,
      () => 'the hints to go',
    );
    await vscode.commands.executeCommand('tilewright.toggleHints');
    assert.equal(mode(), 'compact');
    await waitForHint(matmul, load, (hint) => hint?.trim().startsWith('32 KiB') === true);
  });

  test('a kind of hint can be switched off by its setting', async () => {
    const settings = vscode.workspace.getConfiguration('tilewright.hints');
    const hold = lineOf(matmul, 'hold C in sbuf', 'kernel matmul_blocked');
    await settings.update('load', false, true);
    try {
      await waitUntil(
        async () => !(await hintsOf(matmul)).has(load),
        () => 'the hint of `load` to go',
      );
      await waitForHint(matmul, hold, (hint) => hint !== undefined);
    } finally {
      await settings.update('load', undefined, true);
    }
    await waitForHint(matmul, load, (hint) => hint !== undefined);
  });

  test('restart server brings the hints back', async () => {
    await vscode.commands.executeCommand('tilewright.restartServer');
    await waitForHint(matmul, load, (hint) => hint?.trim().startsWith('32 KiB') === true);
  });

  test('every command of the manifest is there', async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const name of ['toggleHints', 'restartServer', 'showOutput'])
      assert.ok(commands.includes(`tilewright.${name}`));
  });
});
