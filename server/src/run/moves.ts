/** The moves of a kernel, element by element: `load` into a buffer, `store` and `accumulate` out of one. */
import type { Path } from '../model/target.ts';
import { rounding } from './element-value.ts';
import type { EndNode } from './kernel-nodes.ts';
import type { UnitPlace } from './kernel-walk.ts';
import type { LiveCopy, Place } from './place.ts';

/** @returns the path that serves a move: the one of the engine that the line names, else the first that is declared. */
export function servingPath(paths: readonly Path[], from: string, to: string, engine?: string): Path | undefined {
  const fitting = paths.filter(
    (path) => (path.from === from && path.to === to) || (path.both && path.from === to && path.to === from),
  );
  const named = fitting.find((path) => engine !== undefined && path.kind === 'copy' && path.engines.includes(engine));
  return named ?? fitting[0];
}

/** @returns where a load finds an element: in the innermost copy that has it, else at home. */
export function sourceOf(element: number, live: readonly LiveCopy[], home: Place): Place {
  for (let i = live.length - 1; i >= 0; i--) {
    const copy = live[i] as LiveCopy;
    if (copy.indexOf(element) >= 0) return copy;
  }
  return home;
}

/** Copies the elements of a load, each from where it is. */
export function fill(copy: LiveCopy, live: readonly LiveCopy[], home: Place, round: boolean): void {
  const convert = round ? rounding(copy.element) : undefined;
  for (const element of copy.elements) {
    const source = sourceOf(element, live, home);
    const index = source.indexOf(element);
    const address = copy.indexOf(element);
    const value = source.data[index] as number;
    copy.state[address] = source.state[index] as number;
    copy.data[address] = convert ? convert(value) : value;
  }
}

/** @returns the copy into which a `store` moves: the next `hold` outward, else home; a `load` only serves reads. */
export function destinationOf(outer: readonly LiveCopy[], home: Place): Place {
  return outer.findLast(({ node }) => node.kind === 'hold') ?? home;
}

export interface Drain {
  readonly node: EndNode;
  readonly hold: LiveCopy;
  readonly destination: Place;
  /** How elements combine; absent where the tensor is no reduction. */
  readonly combine: ((a: number, b: number) => number) | undefined;
  readonly units: readonly UnitPlace[];
  /** Whether several units may accumulate at once. */
  readonly atomic: boolean;
  readonly round: boolean;
}

/**
 * Moves exactly the elements that were written since the `hold`. `accumulate` combines with what is there, and what is
 * there is read only where something is.
 *
 * @returns how many elements of the destination were read.
 */
export function drain({ node, hold, destination, combine, units, atomic, round }: Drain): number {
  const { data, state } = destination;
  const convert = round ? rounding(destination.element) : undefined;
  const arrival = arrivalOf(units.slice(destination.unitDepth));
  let read = 0;
  for (const element of hold.elements) {
    const from = hold.indexOf(element);
    const to = destination.indexOf(element);
    if (hold.state[from] !== 1 || to < 0) continue;
    let value = hold.data[from] as number;
    if (node.kind === 'accumulate' && state[to] === 1) {
      read += 1;
      const lost = !atomic && arrival !== undefined && meets(destination, to, arrival);
      if (combine && !lost) value = combine(data[to] as number, value);
    }
    if (arrival !== undefined) noteArrival(destination, to, arrival);
    state[to] = 1;
    data[to] = convert ? convert(value) : value;
  }
  return read;
}

/** An entry of `across` loops and the units that run in it, as one number; undefined outside of such loops. */
function arrivalOf(units: readonly UnitPlace[]): number | undefined {
  const [outermost] = units;
  if (!outermost) return undefined;
  return outermost.entry * UNITS + units.reduce((sum, { unit }) => (sum * 61 + unit + 1) % UNITS, 0);
}

const UNITS = 2 ** 20;

/** Whether another unit of the same entry accumulated into the element before: the two could have met. */
function meets({ arrivals }: Place, at: number, arrival: number): boolean {
  const before = arrivals?.[at] ?? -1;
  return before >= 0 && before !== arrival && Math.floor(before / UNITS) === Math.floor(arrival / UNITS);
}

function noteArrival(destination: Place, at: number, arrival: number): void {
  destination.arrivals ??= new Float64Array(destination.data.length).fill(-1);
  destination.arrivals[at] = arrival;
}
