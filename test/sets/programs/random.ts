/**
 * Random polyhedral programs in isl's notation: one to three statements in up to two loops, with triangular domains,
 * strides and a parameter at times, that read and write two small arrays through affine indices and floors.
 */
import fc from 'fast-check';
import type { ProgramText } from './programs.ts';

interface Statement {
  readonly deep: boolean;
  readonly size: number;
  readonly shape: string;
  readonly stride: string;
  readonly place: readonly [number, number];
  readonly reads: readonly string[];
  readonly write: string;
}

const INDICES = ['i', 'i + 1', '2i', 'i - 2', '3', '-i + 4', 'floor((i)/2)', 'i mod 3'];
const DEEP_INDICES = [...INDICES, 'j', 'i + j', 'i - j', '2i + j - 1', 'floor((i + j)/2)', 'j mod 2'];

function access(deep: boolean): fc.Arbitrary<string> {
  const index = fc.constantFrom(...(deep ? DEEP_INDICES : INDICES));
  return fc.oneof(
    index.map((place) => `A[${place}]`),
    fc.tuple(index, index).map(([first, second]) => `B[${first}, ${second}]`),
  );
}

const statement: fc.Arbitrary<Statement> = fc.boolean().chain((deep) =>
  fc.record({
    deep: fc.constant(deep),
    size: fc.integer({ min: 1, max: 6 }),
    shape: fc.constantFrom('0 <= j < 4', '0 <= j <= i', 'i <= j < 6', '0 <= j < N', '2j <= i and 0 <= 3j + 4'),
    stride: fc.constantFrom(
      '',
      '',
      '',
      ' and i mod 2 = 0',
      ' and exists (e : i = 3e + 1)',
      ' and i != 2',
      ' and i < N',
    ),
    place: fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })),
    reads: fc.array(access(deep), { maxLength: 2 }),
    write: access(deep),
  }),
);

/** Statements are told apart by the last time, so that two instances never have the same one. */
function programOf(statements: readonly Statement[]): ProgramText {
  const tuple = ({ deep }: Statement, index: number) => `S${index}[${deep ? 'i, j' : 'i'}]`;
  const entries = (entry: (statement: Statement, index: number) => readonly string[]) =>
    `[N] -> { ${statements.flatMap((one, index) => entry(one, index)).join('; ')} }`;
  return {
    name: 'random',
    domain: entries((one, index) => [
      `${tuple(one, index)} : 0 <= i < ${one.size}${one.deep ? ` and ${one.shape}` : ''}${one.stride} and 0 <= N <= 5`,
    ]),
    schedule: entries((one, index) => [
      `${tuple(one, index)} -> [${one.place[0]}, i, ${one.place[1]}, ${one.deep ? 'j' : '0'}, ${index}]`,
    ]),
    reads: entries((one, index) => one.reads.map((read) => `${tuple(one, index)} -> ${read}`)),
    writes: entries((one, index) => [`${tuple(one, index)} -> ${one.write}`]),
  };
}

export const randomProgram: fc.Arbitrary<ProgramText> = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map(programOf);
