/** Numbers the nodes of a tree and keeps their positions and docs beside it. */
import type { CstElement, CstNode } from 'chevrotain';
import type { Identifier } from '../ast.ts';
import type { SyntaxProblem } from '../problem.ts';
import { elementsOf, type Range, rangeOf, spelling } from './cst.ts';

/** The `///` text of an item inside a declaration. */
export interface ItemDoc {
  readonly id: number;
  readonly text: string;
}

export class TreeBuilder {
  /** Start of node `id` at `2 * id`, its end at `2 * id + 1`. */
  public readonly spans: number[] = [];
  public readonly docs: ItemDoc[] = [];
  public readonly problems: SyntaxProblem[] = [];
  private readonly open: number[] = [];
  /** Where a node that the source lacks is put: behind the last thing that was seen. */
  private cursor = 0;

  private readonly docAt: (offset: number) => string;

  /** @param docAt the doc text directly above the item that starts at an offset, or '' */
  constructor(docAt: (offset: number) => string) {
    this.docAt = docAt;
  }

  /** Builds a node: gives it the next number, and a span that covers `at` and its children. */
  node<T>(at: CstElement | undefined, make: (id: number) => T): T {
    const id = this.begin(rangeOf(at));
    const node = make(id);
    this.end();
    return node;
  }

  /** Opens a node that `end` closes; for nodes that do not nest like calls. */
  begin(range?: Range): number {
    const id = this.spans.length / 2;
    this.spans.push(range?.start ?? -1, range?.end ?? -1);
    if (range) this.cursor = Math.max(this.cursor, range.start);
    this.open.push(id);
    return id;
  }

  /** The number of the node that was opened last. */
  lastBegun(): number {
    return this.spans.length / 2 - 1;
  }

  /** Closes the innermost open node. */
  end(): void {
    const id = this.open.pop();
    if (id === undefined) return;
    if (this.startOf(id) < 0) this.cover(id, { start: this.cursor, end: this.cursor });
    const range = { start: this.startOf(id), end: this.endOf(id) };
    this.cursor = Math.max(this.cursor, range.end);
    const parent = this.open.at(-1);
    if (parent !== undefined) this.cover(parent, range);
  }

  /** Lets the innermost open node cover one more part of the source. */
  extend(at: CstElement): void {
    const id = this.open.at(-1);
    const range = rangeOf(at);
    if (id !== undefined && range) this.cover(id, range);
  }

  /** The identifier under a label of a node, empty where the source lacks it. */
  identifier(parent: CstNode | undefined, label: string, index = 0): Identifier {
    return this.identifierAt(elementsOf(parent, label)[index]);
  }

  /** The identifier under a label, or undefined where there is none at all. */
  optionalIdentifier(parent: CstNode | undefined, label: string): Identifier | undefined {
    const element = elementsOf(parent, label)[0];
    return element && this.identifierAt(element);
  }

  /** Every identifier under a label; at least one, if need be an empty one. */
  identifiers(parent: CstNode | undefined, label: string): Identifier[] {
    const elements = elementsOf(parent, label);
    return elements.length === 0
      ? [this.identifierAt(undefined)]
      : elements.map((element) => this.identifierAt(element));
  }

  identifierAt(element: CstElement | undefined): Identifier {
    return this.node(element, (id) => ({ id, name: spelling(element) }));
  }

  /** Keeps the doc lines that stand directly above an item. */
  documented<T>(item: CstNode, make: () => T & { readonly id: number }): T {
    const node = make();
    const range = rangeOf(item);
    const text = range ? this.docAt(range.start) : '';
    if (text !== '') this.docs.push({ id: node.id, text });
    return node;
  }

  /** Reports a mistake that the grammar does not see. */
  report(at: CstElement | undefined, message: string): void {
    const range = rangeOf(at) ?? { start: this.cursor, end: this.cursor };
    this.problems.push({ message, ...range });
  }

  private startOf(id: number): number {
    return this.spans[2 * id] ?? -1;
  }

  private endOf(id: number): number {
    return this.spans[2 * id + 1] ?? -1;
  }

  private cover(id: number, { start, end }: Range): void {
    const known = this.startOf(id);
    this.spans[2 * id] = known < 0 ? start : Math.min(known, start);
    this.spans[2 * id + 1] = Math.max(this.endOf(id), end);
  }
}
