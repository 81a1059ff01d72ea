/**
 * Reading a concrete syntax tree. After recovery any child may be absent, so every accessor may find nothing. In each
 * rule of the grammar a label holds only nodes or only tokens, which the callers know.
 */
import type { CstElement, CstNode, IToken } from 'chevrotain';

const none: readonly CstElement[] = [];

/** Tokens or nodes under a label, in text order. */
export function elementsOf(parent: CstNode | undefined, label: string): readonly CstElement[] {
  return parent?.children[label] ?? none;
}

/** All child nodes under a label, in text order. */
export function nodesOf(parent: CstNode | undefined, label: string): readonly CstNode[] {
  return elementsOf(parent, label) as readonly CstNode[];
}

/** The first child node under a label. */
export function nodeOf(parent: CstNode | undefined, label: string): CstNode | undefined {
  return nodesOf(parent, label)[0];
}

/** All tokens under a label, in text order; those that recovery made up have an empty image. */
export function tokensOf(parent: CstNode | undefined, label: string): readonly IToken[] {
  return elementsOf(parent, label) as readonly IToken[];
}

/** The first token under a label. */
export function tokenOf(parent: CstNode | undefined, label: string): IToken | undefined {
  return tokensOf(parent, label)[0];
}

function isNode(element: CstElement): element is CstNode {
  return 'children' in element;
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a token or node stands; undefined where recovery made it up. */
export function rangeOf(element: CstElement | undefined): Range | undefined {
  if (!element) return undefined;
  if (!isNode(element)) {
    const { startOffset, image } = element;
    return image === '' ? undefined : { start: startOffset, end: startOffset + image.length };
  }
  const { startOffset, endOffset } = element.location ?? { startOffset: -1 };
  return startOffset >= 0 && endOffset !== undefined && endOffset >= startOffset
    ? { start: startOffset, end: endOffset + 1 }
    : undefined;
}

/** The name that a token, or a `name` node, spells; empty where it is missing. */
export function spelling(element: CstElement | undefined): string {
  if (!element) return '';
  return isNode(element) ? (tokenOf(element, 'name')?.image ?? '') : element.image;
}
