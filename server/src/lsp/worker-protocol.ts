/**
 * Messages between the main thread (LSP, syntax) and the worker (the query database). Every message about a document
 * carries its version, so that nothing is shown for a text that is no longer there.
 */
import type { Hover } from '../features/hover.ts';
import type { HintOptions, LineHint } from '../hints/file-hints.ts';
import type { PlacedDiagnostic } from './placed.ts';

export type ToWorker =
  | { readonly kind: 'document'; readonly uri: string; readonly version: number; readonly text: string }
  | { readonly kind: 'closed'; readonly uri: string }
  /** Files that changed, came or went outside the editor. */
  | { readonly kind: 'changedFiles'; readonly uris: readonly string[] }
  | { readonly kind: 'hintOptions'; readonly options: HintOptions }
  /** Asks for the hover at an offset; answered by `hover` with the same number, even if the text has changed since. */
  | { readonly kind: 'hover'; readonly request: number; readonly uri: string; readonly offset: number }
  /** The answer to `readFile`. */
  | { readonly kind: 'file'; readonly uri: string; readonly text: string | null };

export type FromWorker =
  | { readonly kind: 'readFile'; readonly uri: string }
  | { readonly kind: 'analysed'; readonly analysis: DocumentAnalysis }
  | { readonly kind: 'hover'; readonly request: number; readonly hover: Hover | undefined }
  | { readonly kind: 'failed'; readonly message: string };

/** All that is shown of one version of a document. */
export interface DocumentAnalysis {
  readonly uri: string;
  readonly version: number;
  readonly diagnostics: readonly PlacedDiagnostic[];
  readonly hints: readonly LineHint[];
}

/** A worker as the main thread sees it, on Node or in a browser. */
export interface WorkerPort {
  readonly post: (message: ToWorker) => void;
  readonly onMessage: (listener: (message: FromWorker) => void) => void;
  /** Called with what is known of the reason when the worker has died. */
  readonly onDeath: (listener: (reason: string) => void) => void;
  readonly end: () => void;
}
