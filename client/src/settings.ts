import { ConfigurationTarget, type Uri, workspace } from 'vscode';
import type { HintSettings } from '../../server/src/lsp/protocol.ts';

/** How much the inlay hints show; the values of the setting `tilewright.hints.mode`. */
export type HintsMode = NonNullable<HintSettings['mode']>;

const MODES: readonly HintsMode[] = ['off', 'compact', 'full'];

/** The hint settings that hold now, outside of any one file. */
export function hintSettings(): HintSettings {
  const configuration = workspace.getConfiguration('tilewright.hints');
  return {
    mode: hintsMode(),
    load: configuration.get('load', true),
    hold: configuration.get('hold', true),
  };
}

/** The hint mode for `scope`, or for the whole window; a value that is no mode counts as `compact`. */
export function hintsMode(scope?: Uri): HintsMode {
  const value = workspace.getConfiguration('tilewright.hints', scope).get<string>('mode');
  return MODES.find((mode) => mode === value) ?? 'compact';
}

/** The mode after `mode` in the order off, compact, full, off. */
export function nextHintsMode(mode: HintsMode): HintsMode {
  return MODES[(MODES.indexOf(mode) + 1) % MODES.length] ?? 'compact';
}

/**
 * Writes the hint mode where it is already set, narrowest place first, and into the user's settings otherwise:
 * a value written anywhere wider would be hidden by the one that is there.
 */
export async function setHintsMode(mode: HintsMode, scope?: Uri): Promise<void> {
  const configuration = workspace.getConfiguration('tilewright.hints', scope);
  const set = configuration.inspect('mode');
  if (set?.workspaceFolderValue !== undefined) {
    await configuration.update('mode', mode, ConfigurationTarget.WorkspaceFolder);
  } else if (set?.workspaceValue !== undefined) {
    await configuration.update('mode', mode, ConfigurationTarget.Workspace);
  } else {
    await configuration.update('mode', mode, ConfigurationTarget.Global);
  }
}
