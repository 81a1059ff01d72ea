import { commands, Disposable, type LogOutputChannel, window } from 'vscode';
import { hintsMode, nextHintsMode, setHintsMode } from './settings.ts';

/** Registers the commands of the manifest. */
export function registerCommands(log: LogOutputChannel, restartServer: () => Promise<void>): Disposable {
  return Disposable.from(
    commands.registerCommand('tilewright.toggleHints', toggleHints),
    commands.registerCommand('tilewright.restartServer', restartServer),
    commands.registerCommand('tilewright.showOutput', () => log.show()),
  );
}

async function toggleHints(): Promise<void> {
  const scope = window.activeTextEditor?.document.uri;
  const mode = nextHintsMode(hintsMode(scope));
  await setHintsMode(mode, scope);
  window.setStatusBarMessage(`Tilewright hints: ${mode}`, 3000);
}
