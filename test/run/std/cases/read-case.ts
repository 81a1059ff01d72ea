/**
 * One line, one case of an op: `op: name=value …`.
 *
 * A size or a const is `C=5`, a list `S=[3,5]`. `X~a..b` gives X random values from a to b (without it, -2 to 2), `X#a..b`
 * random whole numbers from a to b - 1.
 */
export interface ValueRange {
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

export interface OpCase {
  readonly line: string;
  readonly op: string;
  /** Sizes and consts by name. */
  readonly values: ReadonlyMap<string, number>;
  /** Extents of `..S`. */
  readonly lists: ReadonlyMap<string, readonly number[]>;
  /** Of the random values of an input. */
  readonly ranges: ReadonlyMap<string, ValueRange>;
}

/** @returns the case of a line; throws where the line is none. */
export function readCase(line: string): OpCase {
  const [op = '', rest = ''] = line.split(':', 2);
  const values = new Map<string, number>();
  const lists = new Map<string, readonly number[]>();
  const ranges = new Map<string, ValueRange>();
  for (const word of rest.split(' ').filter((part) => part !== '')) {
    const list = /^(\w+)=\[([\d,]*)\]$/.exec(word);
    const range = /^(\w+)([~#])(.+)\.\.(.+)$/.exec(word);
    const value = /^(\w+)=(-?[\d.]+)$/.exec(word);
    if (list) lists.set(list[1] as string, (list[2] as string).split(',').filter(Boolean).map(Number));
    else if (range)
      ranges.set(range[1] as string, { from: Number(range[3]), to: Number(range[4]), whole: range[2] === '#' });
    else if (value) values.set(value[1] as string, Number(value[2]));
    else throw new Error(`${line}: what is ${word}?`);
  }
  return { line, op, values, lists, ranges };
}
