/** The names in ops, in the headers of nets, and in instructions of targets. */
import { isConst } from '../../model/signature.ts';
import type * as ast from '../../syntax/ast.ts';
import { type ExpressionNames, type NameCollector, visitConstraint, visitNames } from './collector.ts';
import type { Meanings } from './meanings.ts';
import type { NameSymbol } from './symbol.ts';

interface Header {
  readonly parameters: ast.Parameters;
  readonly results: readonly ast.TensorParameter[];
  readonly where: readonly ast.Constraint[];
}

/** The names of a signature; `memoryOf` says what a name after `in` means. */
export function signatureNames(
  into: NameCollector,
  { parameters, results, where }: Header,
  meanings: Meanings,
  memoryOf: (name: string) => NameSymbol | undefined,
): void {
  for (const parameter of parameters.list) {
    if (isConst(parameter)) {
      into.add(parameter.name, meanings.valueOf(parameter.name.name), { declares: true });
      if (parameter.default) visitNames(parameter.default, sizeNames(into, meanings));
    } else tensorNames(into, parameter, meanings, memoryOf);
  }
  for (const result of results) tensorNames(into, result, meanings, memoryOf);
  for (const constraint of where) visitConstraint(constraint, sizeNames(into, meanings));
}

/** The names of `A: T[M, K] in hbm`, the tensor's own included. */
export function tensorNames(
  into: NameCollector,
  { name, type, memory }: ast.TensorParameter,
  meanings: Meanings,
  memoryOf: (name: string) => NameSymbol | undefined,
): void {
  into.add(name, meanings.tensorOf(name.name), { declares: true });
  const element = meanings.typeOf(type.element.name);
  into.add(type.element, element, { declares: element?.kind === 'element' ? 'first' : false });
  for (const { label, size } of type.dimensions ?? []) {
    if (label) into.add(label, meanings.dimensionOf(name.name, label.name)?.symbol, { declares: true });
    visitNames(size, sizeNames(into, meanings));
  }
  if (memory) into.add(memory, memoryOf(memory.name));
}

/** The names of sizes in shapes and constraints; the first place of a size introduces it. */
export function sizeNames(into: NameCollector, meanings: Meanings): Partial<ExpressionNames> {
  return {
    value: (name) => {
      const symbol = meanings.valueOf(name.name);
      into.add(name, symbol, { declares: symbol?.kind === 'size' ? 'first' : false });
    },
    spread: (name) => {
      const symbol = meanings.spreadOf(name.name);
      into.add(name, symbol, { declares: 'first', lowered: symbol?.name !== name.name });
    },
  };
}

/** The names in equations: tensors, indices, sizes, functions. */
export function equationNames(into: NameCollector, equations: readonly ast.Equation[], meanings: Meanings): void {
  for (const equation of equations) {
    into.group = equation.id;
    const names = namesInEquation(into, meanings, equation);
    const written = meanings.tensorOf(equation.tensor.name);
    into.add(equation.tensor, written, { declares: written?.kind === 'tensor' ? 'first' : false });
    for (const item of equation.index) visitNames(item, names);
    if (equation.type) into.add(equation.type, meanings.typeOf(equation.type.name));
    if (equation.right.kind === 'reads') for (const read of equation.right.reads) visitNames(read, names);
    else {
      visitNames(equation.right.value, names);
      for (const constraint of equation.right.when) visitConstraint(constraint, names);
    }
    into.group = -1;
  }
}

/** A name is an index of the equation only if its left side or a binder introduces it. */
function namesInEquation(into: NameCollector, meanings: Meanings, equation: ast.Equation): ExpressionNames {
  const indices = new Set<string>();
  const introduce: Partial<ExpressionNames> = {
    value: ({ name }) => void (meanings.valueOf(name) || indices.add(name)),
  };
  for (const item of equation.index) visitNames(item, introduce);
  if (equation.right.kind === 'value') {
    const binder = ({ name }: ast.Identifier) => void indices.add(name);
    visitNames(equation.right.value, { binder });
  }
  const index = (name: ast.Identifier) => into.add(name, meanings.symbol('index', name.name), { declares: 'first' });
  return {
    value: (name) => {
      const value = meanings.valueOf(name.name);
      if (value) into.add(name, value);
      else if (indices.has(name.name)) index(name);
    },
    binder: index,
    tensor: (name) => into.add(name, meanings.tensorOf(name.name)),
    callee: (name) => into.add(name, meanings.calleeOf(name.name)),
    spread: (name) => {
      const symbol = meanings.spreadOf(name.name);
      into.add(name, symbol, { lowered: symbol?.name !== name.name });
    },
  };
}
