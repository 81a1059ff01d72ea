/**
 * Random polyhedral programs, as text and as functions that tell the same without any set: two statements over small
 * boxes or triangles, accesses that are affine, strided, quotients or intervals of elements, schedules that need not be
 * injective.
 */
import fc from 'fast-check';

/** A value of the iterations (i, j). */
interface Expression {
  readonly text: string;
  readonly value: (i: number, j: number) => number;
}

interface Access {
  readonly array: string;
  readonly from: Expression;
  /** Elements `from … from + width`. */
  readonly width: number;
}

export interface Statement {
  readonly name: string;
  readonly triangular: boolean;
  readonly time: readonly [Expression, Expression];
  readonly reads: readonly Access[];
  readonly writes: readonly Access[];
}

/** Iterations are 0 … SIZE − 1 in both dimensions. */
export const SIZE = 3;

const factor = fc.integer({ min: -1, max: 2 });

const affine: fc.Arbitrary<Expression> = fc
  .tuple(factor, factor, fc.integer({ min: -1, max: 2 }))
  .map(([a, b, c]) => ({ text: `(${a})*i + (${b})*j + ${c}`, value: (i, j) => a * i + b * j + c }));

const expression: fc.Arbitrary<Expression> = fc.oneof(
  { arbitrary: affine, weight: 5 },
  {
    arbitrary: affine.map(({ text, value }) => ({
      text: `floor((${text})/2)`,
      value: (i: number, j: number) => Math.floor(value(i, j) / 2),
    })),
    weight: 1,
  },
);

const constant = fc.integer({ min: 0, max: 2 }).map((value): Expression => ({ text: `${value}`, value: () => value }));

const access: fc.Arbitrary<Access> = fc.record({
  array: fc.constantFrom('A', 'A', 'B'),
  from: expression,
  width: fc.constantFrom(0, 0, 0, 1),
});

const timeCoordinate = fc.oneof({ arbitrary: expression, weight: 3 }, { arbitrary: constant, weight: 2 });

function statement(name: string): fc.Arbitrary<Statement> {
  return fc.record({
    name: fc.constant(name),
    triangular: fc.boolean(),
    time: fc.tuple(timeCoordinate, timeCoordinate),
    reads: fc.array(access, { minLength: 1, maxLength: 2 }),
    writes: fc.array(access, { maxLength: 2 }),
  });
}

export const anyProgram = fc.tuple(statement('S'), statement('T'));

export function instances({ triangular }: Statement): [number, number][] {
  const found: [number, number][] = [];
  for (let i = 0; i < SIZE; i++) {
    for (let j = 0; j < SIZE; j++) if (!triangular || j <= i) found.push([i, j]);
  }
  return found;
}

/** Elements that an instance accesses, as texts. */
export function elements(accesses: readonly Access[], [i, j]: readonly [number, number]): string[] {
  return accesses.flatMap(({ array, from, width }) =>
    Array.from({ length: width + 1 }, (_, offset) => `${array}[${from.value(i, j) + offset}]`),
  );
}

function union(parts: readonly string[]): string {
  return `{ ${parts.join('; ')} }`;
}

/** The four texts of a program. */
export function textOf(program: readonly Statement[]) {
  const accesses = (pick: (of: Statement) => readonly Access[]) =>
    union(
      program.flatMap((of) =>
        pick(of).map(
          ({ array, from, width }) =>
            `${of.name}[i, j] -> ${array}[a] : ${from.text} <= a and a <= ${from.text} + ${width}`,
        ),
      ),
    );
  return {
    domain: union(
      program.map(
        ({ name, triangular }) =>
          `${name}[i, j] : 0 <= i < ${SIZE} and 0 <= j < ${SIZE}${triangular ? ' and j <= i' : ''}`,
      ),
    ),
    schedule: union(program.map(({ name, time: [a, b] }) => `${name}[i, j] -> [${a.text}, ${b.text}]`)),
    reads: accesses(({ reads }) => reads),
    writes: accesses(({ writes }) => writes),
  };
}
