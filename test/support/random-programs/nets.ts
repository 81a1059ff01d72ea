/** Random nets over the library whose shapes fit by construction. */
import fc from 'fast-check';

/** One wire: which operator, and which of the tensors before it are its arguments. */
interface StepPlan {
  readonly operator: 'unary' | 'add' | 'matmul' | 'transpose' | 'softmax' | 'repeat' | 'inner';
  readonly first: number;
  readonly second: number;
  readonly columns: number;
}

interface NetPlan {
  readonly rows: number;
  readonly columns: number;
  readonly steps: readonly StepPlan[];
}

const step: fc.Arbitrary<StepPlan> = fc.record({
  operator: fc.constantFrom('unary', 'add', 'matmul', 'transpose', 'softmax', 'repeat', 'inner'),
  first: fc.nat(20),
  second: fc.nat(20),
  columns: fc.integer({ min: 1, max: 9 }),
});

export const netPlans: fc.Arbitrary<NetPlan> = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  columns: fc.integer({ min: 1, max: 9 }),
  steps: fc.array(step, { minLength: 1, maxLength: 10 }),
});

interface Tensor {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/** @returns the text of the net, with a case. */
export function writeNet({ rows, columns, steps }: NetPlan): string {
  const tensors: Tensor[] = [{ name: 'x', rows, columns }];
  const lines: string[] = [];
  for (const [i, plan] of steps.entries()) lines.push(...writeStep(plan, i, tensors));
  const last = tensors.at(-1) as Tensor;
  return [
    'use "std/elementwise"',
    'use "std/activation"',
    'use "std/matmul"',
    'use "std/move"',
    'use "std/attention"',
    '',
    'net inner(x: T[A, B]) -> (y: T[A, B], z: T[B, A]) {',
    '  y = relu(x)',
    '  z = transpose(relu(x))',
    '}',
    '',
    `net n(x: T[M, N]) -> (y: T[${last.rows}, ${last.columns}]) {`,
    ...lines.map((line) => `  ${line}`),
    `  y = ${last.name}`,
    '}',
    '',
    `case n { M = ${rows}, N = ${columns}, T = f16 }`,
    '',
  ].join('\n');
}

function writeStep({ operator, first, second, columns }: StepPlan, i: number, tensors: Tensor[]): string[] {
  const a = tensors[first % tensors.length] as Tensor;
  const name = `t${i}`;
  const like = (rows: number, cols: number) => tensors.push({ name, rows, columns: cols });
  switch (operator) {
    case 'unary':
      like(a.rows, a.columns);
      return [`let ${name} = relu(${a.name})`];
    case 'add': {
      const fitting = tensors.filter((t) => t.rows === a.rows && t.columns === a.columns);
      const b = fitting[second % fitting.length] as Tensor;
      like(a.rows, a.columns);
      return [`let ${name} = add(${a.name}, ${b.name})`];
    }
    case 'matmul':
      like(a.rows, columns);
      return [`param w${i}: T[${a.columns}, ${columns}]`, `let ${name} = matmul(${a.name}, w${i})`];
    case 'transpose':
      like(a.columns, a.rows);
      return [`let ${name} = transpose(${a.name})`];
    case 'softmax':
      like(a.rows, a.columns);
      return [`let ${name} = softmax(${a.name})`];
    case 'repeat':
      like(a.rows, a.columns);
      return [`let ${name} = ${a.name}`, `repeat j in 0..${(second % 3) + 1} { let ${name} = relu(${name}) }`];
    case 'inner':
      like(a.rows, a.columns);
      tensors.push({ name: `${name}z`, rows: a.columns, columns: a.rows });
      return [`let ${name}, ${name}z = inner(${a.name})`];
  }
}
