/**
 * An instruction of a target: operands with their memories and layouts, limits, cost, and what it computes.
 *
 * Example: `instr pe.matmul(S: f16[K | M] in sbuf, V: f16[K | N] in sbuf) -> (D: f32[M | N] in psum) where K <= 128, …`
 * has two operands whose first dimension lies on partitions, one result, three limits and the equation
 * `D[m, n] = sum[k] S[k, m] * V[k, n]`.
 */
import type * as ast from '../syntax/ast.ts';
import { accessesOf } from '../syntax/walk.ts';
import { type Equation, lowerEquation } from './equation.ts';
import { lowerConstraint, lowerSize } from './lower-size.ts';
import { type OpNames, ValueLowering } from './lower-value.ts';
import { suggestion } from './nearest.ts';
import type { Report } from './report.ts';
import { isConst } from './signature.ts';
import type { Size, SizeConstraint } from './size.ts';
import { checkElementType } from './type-problems.ts';
import type { Value } from './value.ts';

export interface Operand {
  readonly name: string;
  readonly element: string;
  readonly dimensions: readonly Size[];
  /** How many dimensions stand before the bar; absent: no bar. */
  readonly partitions?: number;
  readonly memory?: string;
}

export interface Instruction {
  readonly engine: string;
  readonly name: string;
  readonly operands: readonly Operand[];
  readonly results: readonly Operand[];
  readonly limits: readonly SizeConstraint[];
  /** Absent: not stated. */
  readonly cost?: { readonly amount: Value; readonly unit: string };
  /** Absent: the instruction states no semantics. */
  readonly equations?: readonly Equation[];
}

/** @returns the instruction; `memories` are those of its target. */
export function lowerInstruction(item: ast.InstructionItem, memories: readonly string[], report: Report): Instruction {
  const sizes = new Set<string>();
  for (const parameter of item.parameters.list.filter(isConst)) {
    const message = 'An instruction has no consts: its sizes are those of its operands. Delete it.';
    report.error('syntax', parameter.name.id, message);
  }
  const operand = (tensor: ast.TensorParameter) => lowerOperand(tensor, sizes, memories, report);
  const operands = item.parameters.list.flatMap((p) => (isConst(p) ? [] : [operand(p)]));
  const results = item.results.map(operand);
  const names: OpNames = {
    tensors: new Set([...operands, ...results].map(({ name }) => name)),
    values: sizes,
    elementVariables: new Set([...operands, ...results].map(({ element }) => element)),
    spreads: new Set(),
  };
  const known = (name: string, node: number) => {
    if (name === '' || sizes.has(name)) return;
    const message = `No operand of \`${item.engine.name}.${item.name.name}\` has a size \`${name}\`.${suggestion(name, [...sizes])}`;
    report.error('unknown-name', node, message);
  };
  const refuse = (node: number, reason: string) => report.error('not-affine', node, `This is no limit: ${reason}.`);
  const { cost, equations } = item;
  return {
    engine: item.engine.name,
    name: item.name.name,
    operands,
    results,
    limits: item.where.map((constraint) => lowerConstraint(constraint, known, refuse)),
    ...(cost ? { cost: { amount: new ValueLowering(names, [], report).value(cost.amount), unit: cost.unit } } : {}),
    ...(equations ? { equations: lowerEquations(equations, [...operands, ...results], names, report) } : {}),
  };
}

function lowerOperand(
  { name, type, memory }: ast.TensorParameter,
  sizes: Set<string>,
  memories: readonly string[],
  report: Report,
): Operand {
  const refuse = (node: number, reason: string) => report.error('not-affine', node, `This is no size: ${reason}.`);
  const onName = (size: string) => void (size !== '' && sizes.add(size));
  const dimensions = (type.dimensions ?? []).flatMap(({ size, id }): Size[] => {
    if (size.kind !== 'spread' && size.kind !== 'factored') return [lowerSize(size, onName, refuse)];
    refuse(id, 'an operand of an instruction has plain dimensions');
    return [];
  });
  const { element } = type;
  checkElementType(element, report);
  if (memory && memory.name !== '' && !memories.includes(memory.name)) {
    const message = `This target has no memory \`${memory.name}\`.${suggestion(memory.name, memories)}`;
    report.error('unknown-name', memory.id, message);
  }
  return {
    name: name.name,
    element: element.name,
    dimensions,
    ...(type.bar === undefined ? {} : { partitions: type.bar }),
    ...(memory?.name ? { memory: memory.name } : {}),
  };
}

function lowerEquations(
  equations: readonly ast.Equation[],
  operands: readonly Operand[],
  names: OpNames,
  report: Report,
): Equation[] {
  const ranks = new Map(operands.map(({ name, dimensions }) => [name, dimensions.length]));
  const counts = new Map<string, number>();
  return equations
    .filter((equation) => equation.tensor.name !== '')
    .map((equation) => {
      const { name, id } = equation.tensor;
      if (!names.tensors.has(name)) {
        report.error(
          'unknown-name',
          id,
          `The instruction has no result \`${name}\`.${suggestion(name, [...names.tensors])}`,
        );
      }
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      checkIndexCounts(equation, ranks, report);
      return lowerEquation(equation, number, names, report);
    });
}

/** Each operand is indexed by as many indices as it has dimensions. */
function checkIndexCounts(equation: ast.Equation, ranks: ReadonlyMap<string, number>, report: Report): void {
  for (const { tensor, index, node } of accessesOf(equation)) {
    const rank = ranks.get(tensor.name);
    if (rank === undefined || rank === index.length) continue;
    const has = `\`${tensor.name}\` has ${rank} dimension${rank === 1 ? '' : 's'}`;
    const stand = index.length === 1 ? '1 index stands' : `${index.length} indices stand`;
    report.error('arity', node, `${has}, but ${stand} here.`);
  }
}
