/**
 * Where each step stands in the schedule: the loops around it, what its block still executes after it, and the copy
 * from which a load reads or to which a store writes.
 */
import type { CopyNode, EndNode, LoopNode, Program, ProgramNode } from '../polyhedral/program.ts';
import { endOf, type Use, usesIn, writesIn } from './uses.ts';

export interface CopyPlace {
  readonly node: CopyNode;
  /** Outermost first. */
  readonly loops: readonly LoopNode[];
  /** The `do` steps that read or write through it: up to its end, else to the end of its block, at any depth. */
  readonly uses: readonly Use[];
  /** The memory and the element bits one copy outward: what a `load` reads. */
  readonly outer: Outer;
}

export interface EndPlace {
  readonly node: EndNode;
  readonly loops: readonly LoopNode[];
  /** The `hold` that it ends; absent if there is none in its block. */
  readonly hold?: CopyPlace;
  readonly outer: Outer;
}

export interface Outer {
  readonly memory: string;
  readonly bits: number;
}

export interface Places {
  readonly loops: readonly { readonly node: LoopNode; readonly outer: readonly LoopNode[] }[];
  readonly copies: readonly CopyPlace[];
  readonly ends: readonly EndPlace[];
}

interface MutablePlaces {
  readonly loops: { node: LoopNode; outer: readonly LoopNode[] }[];
  readonly copies: CopyPlace[];
  readonly ends: EndPlace[];
}

/** @returns the place of every loop, copy and end of a program, in text order. */
export function placesOf(program: Program): Places {
  const places: MutablePlaces = { loops: [], copies: [], ends: [] };
  new Walk(program, places).block(program.tree, [], []);
  return places;
}

class Walk {
  readonly #program: Program;
  readonly #places: MutablePlaces;

  constructor(program: Program, places: MutablePlaces) {
    this.#program = program;
    this.#places = places;
  }

  /** `live`: the copies around the block that have not ended, outermost first. */
  block(nodes: readonly ProgramNode[], loops: readonly LoopNode[], live: readonly CopyPlace[]): void {
    const here = [...live];
    nodes.forEach((node, i) => {
      if (node.kind === 'for') {
        this.#places.loops.push({ node, outer: loops });
        this.block(node.body, [...loops, node], here);
      } else if (node.kind === 'block') {
        this.block(node.body, loops, here);
      } else if (node.kind === 'load' || node.kind === 'hold') {
        const rest = nodes.slice(i + 1, endOf(nodes, i));
        const uses = node.kind === 'load' ? usesIn(rest, loops) : writesIn(rest, node.tensor, loops);
        const place = { node, loops, uses, outer: this.#outer(node.tensor, here) };
        this.#places.copies.push(place);
        here.push(place);
      } else if (node.kind === 'store' || node.kind === 'accumulate') {
        this.#end(node, loops, here, live);
      }
    });
  }

  /** A `store` ends the innermost `hold` of its tensor in its own block. */
  #end(node: EndNode, loops: readonly LoopNode[], here: CopyPlace[], around: readonly CopyPlace[]): void {
    const found = here.findLastIndex(
      (p) => p.node.kind === 'hold' && p.node.tensor === node.tensor && !around.includes(p),
    );
    // a load of what the hold holds lies inside of it
    const outside = found >= 0 ? here.slice(0, found) : here;
    const [hold] = found >= 0 ? here.splice(found, 1) : [];
    this.#places.ends.push({ node, loops, ...(hold ? { hold } : {}), outer: this.#outer(node.tensor, outside) });
  }

  #outer(tensor: string, live: readonly CopyPlace[]): Outer {
    const copy = live.findLast((place) => place.node.tensor === tensor)?.node;
    if (copy) return { memory: copy.memory, bits: copy.bits };
    const home = this.#program.tensors.get(tensor);
    return { memory: home?.home ?? '', bits: home?.bits ?? 0 };
  }
}
