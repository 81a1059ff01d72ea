/**
 * The signature of an op or net: what others see of it. A body edit gives an equal signature, so it reruns nothing of its
 * users that read only this.
 *
 * Example: `op pad2(X: T[N, H, W, C], const p) -> (Y: T[N, H + 2 * p, W + 2 * p, C])` has the const `p`, the sizes
 * N, H, W, C, the parameter X and the result Y, whose second dimension has no name of its own.
 */
import { defineQuery } from '../query/definition.ts';
import type {
  ConstParameter,
  Dimension,
  Expression,
  NetDeclaration,
  OpDeclaration,
  TensorParameter,
} from '../syntax/ast.ts';
import { declaration } from '../syntax/queries.ts';
import { defaultsOf, isCircular } from './definitions.ts';
import { integerOf, lowerConstraint, lowerSize } from './lower-size.ts';
import { suggestion } from './nearest.ts';
import { type Lowered, Report } from './report.ts';
import { lookup } from './scope.ts';
import type { Size, SizeConstraint } from './size.ts';
import { checkType } from './type-problems.ts';

export type TensorDimension =
  | { readonly kind: 'size'; readonly label?: string; readonly size: Size }
  /** `(g d)`: a product of sizes, the last fastest. */
  | { readonly kind: 'factored'; readonly label?: string; readonly names: readonly string[] }
  /** `..S` */
  | { readonly kind: 'spread'; readonly name: string };

export interface SignatureTensor {
  readonly name: string;
  readonly role: 'parameter' | 'result';
  /** A type of the closed list, or a type variable. */
  readonly element: string;
  readonly dimensions: readonly TensorDimension[];
  /** The memory after `in`. */
  readonly memory?: string;
}

export interface SignatureConst {
  readonly name: string;
  readonly default?: Size;
  /** A default that is no whole number, as written (`1e-5`): such a const stands in values only. */
  readonly real?: string;
}

export interface Signature {
  readonly name: string;
  readonly extern: boolean;
  readonly consts: readonly SignatureConst[];
  readonly tensors: readonly SignatureTensor[];
  readonly where: readonly SizeConstraint[];
  /** Names that shapes and `where` introduce, in text order. */
  readonly sizes: readonly string[];
  /** Consts of the file that the signature mentions. */
  readonly fileConsts: readonly string[];
}

/** Signature and problems of an op or net; undefined if the declaration is neither. */
export const signatureWithProblems = defineQuery('signatureWithProblems', function* (reader, uri: string, key: string) {
  const tree = yield* reader.get(declaration, uri, key);
  if (tree?.kind !== 'op' && tree?.kind !== 'net') return undefined;
  const fileConsts: string[] = [];
  for (const name of mentionedNames(tree)) {
    if ((yield* reader.get(lookup, uri, name))?.kind === 'const') fileConsts.push(name);
  }
  return lowerSignature(tree, new Report(uri, key), fileConsts);
});

/** The signature of an op or net. */
export const signature = defineQuery('signature', function* (reader, uri: string, key: string) {
  return (yield* reader.get(signatureWithProblems, uri, key))?.model;
});

/** @returns the names of tensor dimensions: the label, else the lower-case size name if it is one name and unique. */
export function dimensionNames(dimensions: readonly TensorDimension[]): readonly (string | undefined)[] {
  const own = dimensions.map((dimension) => {
    if (dimension.kind === 'spread') return undefined;
    if (dimension.label !== undefined) return dimension.label;
    return dimension.kind === 'size' && dimension.size.kind === 'name' ? dimension.size.name.toLowerCase() : undefined;
  });
  return own.map((name, i) =>
    name !== undefined && own.indexOf(name) === i && own.lastIndexOf(name) === i ? name : undefined,
  );
}

function lowerSignature(
  tree: OpDeclaration | NetDeclaration,
  report: Report,
  fileConsts: readonly string[],
): Lowered<Signature> {
  const consts: SignatureConst[] = [];
  const constNames = new Set([...fileConsts, ...tree.parameters.list.filter(isConst).map((c) => c.name.name)]);
  const sizes = new Set<string>();
  const onName = (name: string) => void (name !== '' && !constNames.has(name) && sizes.add(name));
  const refuse = (node: number, reason: string) => report.error('syntax', node, `This is no size: ${reason}.`);
  const tensors: SignatureTensor[] = [];
  const addTensor = (tensor: TensorParameter, role: 'parameter' | 'result') => {
    const dimensions = (tensor.type.dimensions ?? []).map((d) => lowerDimension(d, onName, refuse));
    const memory = tensor.memory?.name;
    checkType(tensor.type, report);
    tensors.push({
      name: tensor.name.name,
      role,
      element: tensor.type.element.name,
      dimensions,
      ...(memory ? { memory } : {}),
    });
  };
  for (const parameter of tree.parameters.list) if (!isConst(parameter)) addTensor(parameter, 'parameter');
  for (const result of tree.results) addTensor(result, 'result');
  const where = tree.where.map((constraint) => lowerConstraint(constraint, onName, refuse));
  duplicateParameters(tree, report);
  for (const parameter of tree.parameters.list.filter(isConst)) {
    consts.push(lowerConst(parameter, new Set([...sizes, ...constNames]), report, refuse));
  }
  circularDefaults(tree, consts, report);
  const model = {
    name: tree.name.name,
    extern: tree.kind === 'op' && tree.extern,
    consts,
    tensors,
    where,
    sizes: [...sizes],
    fileConsts,
  };
  return { model, problems: report.problems };
}

/** The default of a const is made of sizes and of other consts, those of the file included: the names `known`. */
function lowerConst(
  { name, default: value }: ConstParameter,
  known: ReadonlySet<string>,
  report: Report,
  refuse: (node: number, reason: string) => void,
): SignatureConst {
  if (!value) return { name: name.name };
  const real = realOf(value);
  if (real !== undefined) return { name: name.name, real };
  const onName = (used: string, node: number): void => {
    if (used === '' || known.has(used)) return;
    const message = `The signature has no size or const \`${used}\`.${suggestion(used, [...known])}`;
    report.error('unknown-name', node, message);
  };
  return { name: name.name, default: lowerSize(value, onName, refuse) };
}

function circularDefaults(
  { parameters }: OpDeclaration | NetDeclaration,
  consts: readonly SignatureConst[],
  report: Report,
): void {
  const defaults = defaultsOf(consts);
  for (const { name } of parameters.list.filter(isConst)) {
    if (isCircular(name.name, defaults))
      report.error('ill-founded', name.id, `The default of \`${name.name}\` needs itself.`);
  }
}

/** @returns a literal that is no whole number, with its sign; undefined for any other expression. */
export function realOf(expression: Expression): string | undefined {
  if (expression.kind === 'negate') {
    const real = realOf(expression.operand);
    return real === undefined ? undefined : `-${real}`;
  }
  return expression.kind === 'number' && expression.text !== '' && integerOf(expression.text) === undefined
    ? expression.text
    : undefined;
}

/** Tells a const parameter from a tensor parameter. */
export function isConst(parameter: TensorParameter | ConstParameter): parameter is ConstParameter {
  return !('type' in parameter);
}

function lowerDimension(
  dimension: Dimension,
  onName: (name: string, node: number) => void,
  refuse: (node: number, reason: string) => void,
): TensorDimension {
  const label = dimension.label?.name ? { label: dimension.label.name } : {};
  const { size } = dimension;
  if (size.kind === 'spread') return { kind: 'spread', name: size.name.name };
  if (size.kind === 'factored') {
    const names = size.names.map((n) => n.name);
    for (const name of size.names) onName(name.name, name.id);
    return { kind: 'factored', ...label, names };
  }
  return { kind: 'size', ...label, size: lowerSize(size, onName, refuse) };
}

function duplicateParameters(tree: OpDeclaration | NetDeclaration, report: Report): void {
  const seen = new Set<string>();
  for (const { name } of [...tree.parameters.list, ...tree.results]) {
    if (name.name === '') continue;
    if (seen.has(name.name)) {
      report.error('duplicate-name', name.id, `\`${name.name}\` stands twice in this signature. Rename one of them.`);
    }
    seen.add(name.name);
  }
}

/** The names that may be consts of the file: every bare name in dimensions, defaults and `where`. */
function mentionedNames(tree: OpDeclaration | NetDeclaration): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string) => void (name !== '' && names.add(name));
  const ignore = () => {};
  const tensors = [...tree.parameters.list.filter((p): p is TensorParameter => !isConst(p)), ...tree.results];
  for (const tensor of tensors) {
    for (const { size } of tensor.type.dimensions ?? []) {
      if (size.kind !== 'spread' && size.kind !== 'factored') lowerSize(size, add, ignore);
    }
  }
  for (const constraint of tree.where) lowerConstraint(constraint, add, ignore);
  const consts = tree.parameters.list.filter(isConst);
  for (const { default: value } of consts) if (value) lowerSize(value, add, ignore);
  for (const { name } of consts) names.delete(name.name);
  return names;
}
