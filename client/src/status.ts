import { type Disposable, LanguageStatusSeverity, languages, workspace } from 'vscode';
import { hintsMode } from './settings.ts';

/** What the server is doing, as the status item words it. */
export type ServerState = 'starting' | 'ready' | 'stopped';

/** The entries of the language status menu: the server's state, and the hint mode with its toggle. */
export class StatusItems implements Disposable {
  readonly #server = languages.createLanguageStatusItem('tilewright.server', { language: 'tilewright' });
  readonly #hints = languages.createLanguageStatusItem('tilewright.hints', { language: 'tilewright' });
  readonly #listener: Disposable;

  constructor() {
    this.#server.name = 'Tilewright server';
    this.#hints.name = 'Tilewright hints';
    this.#hints.command = { command: 'tilewright.toggleHints', title: 'Change' };
    this.#listener = workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('tilewright.hints')) this.#showHintsMode();
    });
    this.#showHintsMode();
    this.showServer('starting');
  }

  showServer(state: ServerState): void {
    this.#server.text = `Tilewright: ${state}`;
    this.#server.busy = state === 'starting';
    this.#server.severity = state === 'stopped' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    this.#server.command =
      state === 'stopped'
        ? { command: 'tilewright.restartServer', title: 'Restart' }
        : { command: 'tilewright.showOutput', title: 'Show output' };
  }

  dispose(): void {
    this.#listener.dispose();
    this.#server.dispose();
    this.#hints.dispose();
  }

  #showHintsMode(): void {
    this.#hints.text = `Hints: ${hintsMode()}`;
  }
}
