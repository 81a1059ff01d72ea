/**
 * Messages between the main thread (LSP, syntax) and the worker (the query database). Every message about a document
 * carries its version, so that nothing is shown for a text that is no longer there.
 */
import type { HintOptions, LineHint } from '../hints/file-hints.ts';
import type { Feature, FeatureParams, FeatureResults } from './feature-requests.ts';
import type { PlacedDiagnostic } from './placed.ts';

export type ToWorker =
  | { readonly kind: 'document'; readonly uri: string; readonly version: number; readonly text: string }
  | { readonly kind: 'closed'; readonly uri: string }
  /** Files that changed, came or went outside the editor. */
  | { readonly kind: 'changedFiles'; readonly uris: readonly string[] }
  | { readonly kind: 'hintOptions'; readonly options: HintOptions }
  /** Answered by `answer` with the same number; dropped if the text changes meanwhile. */
  | {
      readonly kind: 'request';
      readonly request: number;
      readonly feature: Feature;
      readonly uri: string;
      readonly params: FeatureParams[Feature];
    }
  | { readonly kind: 'cancel'; readonly request: number }
  /** The answer to `listFiles`. */
  | { readonly kind: 'fileList'; readonly uris: readonly string[] }
  /** The answer to `readFile`. */
  | { readonly kind: 'file'; readonly uri: string; readonly text: string | null };

export type FromWorker =
  | { readonly kind: 'readFile'; readonly uri: string }
  | { readonly kind: 'analysed'; readonly analysis: DocumentAnalysis }
  /** Asks for the files of the workspace. */
  | { readonly kind: 'listFiles' }
  | { readonly kind: 'answer'; readonly request: number; readonly outcome: FeatureOutcome }
  | { readonly kind: 'failed'; readonly message: string };

export type FeatureOutcome =
  | { readonly kind: 'done'; readonly value: FeatureResults[Feature] }
  /** The text is another one by now, or nobody waits any more. */
  | { readonly kind: 'cancelled' }
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
