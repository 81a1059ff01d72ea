/**
 * Answers requests about documents: features computed on the analysis thread, their plain values made into LSP's there,
 * because only there are the texts of all files.
 */
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  type Hover,
  type Location,
  type LocationLink,
  MarkupKind,
  type Position,
  type Range,
  type SelectionRange,
  SymbolKind,
  type TextEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import { definitionAt, highlightsAt, referencesAt } from '../features/definition.ts';
import { hoverAt } from '../features/hover.ts';
import { prepareRename, renameAt } from '../features/rename.ts';
import { semanticTokens } from '../features/semantic-tokens.ts';
import { fileLinks, folds, selectionsAt } from '../features/structure.ts';
import { documentSymbols, type OutlineSymbol, workspaceSymbols } from '../features/symbols.ts';
import type { Computation, Reader } from '../query/definition.ts';
import { sourceText } from '../syntax/files.ts';
import { LineIndex } from '../syntax/line-index.ts';
import type { Location as PlainLocation } from '../syntax/locate.ts';
import { encodeTokens } from './token-encoding.ts';

/** What each feature is asked with, beside the document. */
export interface FeatureParams {
  readonly hover: { readonly position: Position };
  readonly definition: { readonly position: Position };
  readonly references: { readonly position: Position; readonly withDeclarations: boolean };
  readonly highlights: { readonly position: Position };
  readonly prepareRename: { readonly position: Position };
  readonly rename: { readonly position: Position; readonly newName: string };
  readonly symbols: object;
  readonly workspaceSymbols: { readonly query: string };
  readonly folds: object;
  readonly selections: { readonly positions: readonly Position[] };
  readonly links: object;
  readonly tokens: object;
}

/** A refusal carries its reason, for the user. */
export type Refusable<Value> = { readonly value: Value } | { readonly refused: string };

/** What each feature answers. */
export interface FeatureResults {
  readonly hover: Hover | null;
  readonly definition: LocationLink[] | null;
  readonly references: Location[];
  readonly highlights: DocumentHighlight[];
  readonly prepareRename: Refusable<{ readonly range: Range; readonly placeholder: string }>;
  /** By URI. */
  readonly rename: Refusable<Readonly<Record<string, TextEdit[]>>>;
  readonly symbols: DocumentSymbol[];
  readonly workspaceSymbols: WorkspaceSymbol[];
  readonly folds: FoldingRange[];
  readonly selections: SelectionRange[];
  readonly links: DocumentLink[];
  readonly tokens: number[];
}

export type Feature = keyof FeatureParams;

/** Features that look through every file of the workspace, not only through those that are open or used. */
export const WORKSPACE_FEATURES: readonly Feature[] = ['references', 'rename', 'workspaceSymbols'];

interface Asked<F extends Feature> {
  readonly uri: string;
  readonly params: FeatureParams[F];
  /** The text of the document that is asked about. */
  readonly lines: LineIndex;
  /** Every file of the workspace that is known. */
  readonly files: readonly string[];
}

type Answer<F extends Feature> = (reader: Reader, asked: Asked<F>) => Computation<FeatureResults[F]>;

const ANSWERS: { readonly [F in Feature]: Answer<F> } = {
  *hover(reader, { uri, params, lines }) {
    const hover = yield* hoverAt(reader, uri, lines.offset(params.position));
    return hover ? { contents: { kind: MarkupKind.Markdown, value: hover.text }, range: rangeIn(lines, hover) } : null;
  },
  *definition(reader, { uri, params, lines }) {
    const definition = yield* definitionAt(reader, uri, lines.offset(params.position));
    if (!definition || definition.targets.length === 0) return null;
    const from = rangeIn(lines, definition.from);
    const targets = yield* locations(reader, definition.targets);
    return targets.map(({ uri: target, range }) => ({
      originSelectionRange: from,
      targetUri: target,
      targetRange: range,
      targetSelectionRange: range,
    }));
  },
  *references(reader, { uri, params, lines, files }) {
    const offset = lines.offset(params.position);
    return yield* locations(reader, yield* referencesAt(reader, uri, offset, files, params.withDeclarations));
  },
  *highlights(reader, { uri, params, lines }) {
    const found = yield* highlightsAt(reader, uri, lines.offset(params.position));
    return found.map((place) => ({
      range: rangeIn(lines, place),
      kind: place.kind === 'write' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
  },
  *prepareRename(reader, { uri, params, lines }) {
    const target = yield* prepareRename(reader, uri, lines.offset(params.position));
    return target.ok ? { value: { range: rangeIn(lines, target), placeholder: target.name } } : target;
  },
  *rename(reader, { uri, params, lines, files }) {
    const result = yield* renameAt(reader, uri, lines.offset(params.position), params.newName, files);
    if (!result.ok) return result;
    const edits: Record<string, TextEdit[]> = {};
    const places = yield* locations(reader, result.edits);
    places.forEach(({ uri: file, range }, i) => {
      edits[file] = [...(edits[file] ?? []), { range, newText: result.edits[i]?.newText ?? '' }];
    });
    return { value: edits };
  },
  *symbols(reader, { uri, lines }) {
    return (yield* documentSymbols(reader, uri)).map((symbol) => toDocumentSymbol(lines, symbol));
  },
  *workspaceSymbols(reader, { params, files }) {
    const found = yield* workspaceSymbols(reader, params.query, files);
    const places = yield* locations(reader, found);
    return found.flatMap(({ name, kind }, i) => {
      const location = places[i];
      return location ? [{ name, kind: SYMBOL_KINDS[kind], location }] : [];
    });
  },
  *folds(reader, { uri }) {
    return (yield* folds(reader, uri)).map(({ first, last, kind }) => ({
      startLine: first,
      endLine: last,
      ...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
      ...(kind === 'uses' ? { kind: FoldingRangeKind.Imports } : {}),
    }));
  },
  *selections(reader, { uri, params, lines }) {
    const selections: SelectionRange[] = [];
    for (const position of params.positions) {
      const around = yield* selectionsAt(reader, uri, lines.offset(position));
      const nested = around.reduceRight<SelectionRange | undefined>(
        (parent, place) => ({ range: rangeIn(lines, place), ...(parent ? { parent } : {}) }),
        undefined,
      );
      selections.push(nested ?? { range: { start: position, end: position } });
    }
    return selections;
  },
  *links(reader, { uri, lines }) {
    return (yield* fileLinks(reader, uri)).map(({ target, ...place }) => ({ range: rangeIn(lines, place), target }));
  },
  *tokens(reader, { uri, lines }) {
    return encodeTokens(lines, yield* semanticTokens(reader, uri));
  },
};

/** Computes what a feature answers about a document; `files` are those of the workspace. */
export function* answerFeature<F extends Feature>(
  reader: Reader,
  feature: F,
  uri: string,
  params: FeatureParams[F],
  files: readonly string[],
): Computation<FeatureResults[F]> {
  const lines = new LineIndex(yield* reader.get(sourceText, uri));
  return yield* ANSWERS[feature](reader, { uri, params, lines, files });
}

function rangeIn(lines: LineIndex, { start, end }: { readonly start: number; readonly end: number }): Range {
  return { start: lines.position(start), end: lines.position(end) };
}

function* locations(reader: Reader, places: readonly PlainLocation[]): Computation<Location[]> {
  const indices = new Map<string, LineIndex>();
  const placed: Location[] = [];
  for (const place of places) {
    let index = indices.get(place.uri);
    if (!index) {
      index = new LineIndex(yield* reader.get(sourceText, place.uri));
      indices.set(place.uri, index);
    }
    placed.push({ uri: place.uri, range: rangeIn(index, place) });
  }
  return placed;
}

const SYMBOL_KINDS: Readonly<Record<OutlineSymbol['kind'], SymbolKind>> = {
  op: SymbolKind.Function,
  kernel: SymbolKind.Class,
  net: SymbolKind.Module,
  target: SymbolKind.Namespace,
  case: SymbolKind.Object,
  const: SymbolKind.Constant,
  memory: SymbolKind.Field,
  engine: SymbolKind.Field,
  unit: SymbolKind.Field,
  instruction: SymbolKind.Method,
};

function toDocumentSymbol(lines: LineIndex, symbol: OutlineSymbol): DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: SYMBOL_KINDS[symbol.kind],
    range: rangeIn(lines, symbol),
    selectionRange: rangeIn(lines, { start: symbol.nameStart, end: symbol.nameEnd }),
    children: symbol.children.map((child) => toDocumentSymbol(lines, child)),
  };
}
