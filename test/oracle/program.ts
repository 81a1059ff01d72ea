/** Text → the op and the tree of steps that the oracle runs, with a place for the totals of each step. */
import type {
  Axis,
  CaseDeclaration,
  CopyStep,
  Declaration,
  DoPart,
  KernelDeclaration,
  Layout,
  OpDeclaration,
  Step,
  TargetDeclaration,
} from '../../server/src/syntax/ast.ts';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { parseDeclaration } from '../../server/src/syntax/parse.ts';
import { Tally } from './copies.ts';
import { compile } from './expressions.ts';
import { elementBits, OpReader, type OracleEquation, type OracleOp, type OracleTensor } from './op.ts';

/** Values of sizes and consts by name, and types of type variables. */
export interface OracleCase {
  readonly sizes: Readonly<Record<string, number>>;
  readonly elements?: Readonly<Record<string, string>>;
}

export interface LoopNode {
  readonly kind: 'for';
  readonly step: number;
  readonly index: string;
  /** `T` of an axis `T.c`: only the equations of this tensor have it. */
  readonly tensor?: string;
  readonly by: number;
  readonly body: readonly OracleNode[];
  /** The equations that steps below execute. */
  readonly equations: readonly OracleEquation[];
  trips: number;
  ragged: boolean;
}

export interface CopyNode {
  readonly kind: 'load' | 'hold';
  /** Numbered in text order, as in the server: several tensors of a line, and several axes of a `for`, are several steps. */
  readonly step: number;
  readonly tensor: OracleTensor;
  readonly memory: string;
  readonly bits: number;
  readonly layout?: Layout;
  readonly tally: Tally;
}

export interface EndNode {
  readonly kind: 'store' | 'accumulate';
  readonly step: number;
  readonly tensor: OracleTensor;
  readonly tally: Tally;
}

export interface DoNode {
  readonly kind: 'do';
  readonly equations: readonly OracleEquation[];
}

export interface BlockNode {
  readonly kind: 'block';
  readonly body: readonly OracleNode[];
}

export type OracleNode = LoopNode | CopyNode | EndNode | DoNode | BlockNode;

export interface OracleProgram {
  readonly op: OracleOp;
  readonly values: ReadonlyMap<string, number>;
  readonly tree: readonly OracleNode[];
  /** In text order. */
  readonly loops: readonly LoopNode[];
  readonly copies: readonly CopyNode[];
  readonly ends: readonly EndNode[];
  /** The target's first memory. */
  readonly home: string;
  /** The memories that have partitions. */
  readonly partitioned: ReadonlySet<string>;
}

/** @returns the program of a kernel; throws if the text is not right. */
export function readProgram(text: string, name: string, at: OracleCase): OracleProgram {
  const declarations = splitDeclarations(text).flatMap((chunk): Declaration[] => {
    const { declaration, problems } = parseDeclaration(chunk.text);
    if (problems.length > 0) throw new Error(`${problems[0]?.message}\n${chunk.text}`);
    return declaration ? [declaration] : [];
  });
  const named = <D extends Declaration>(kind: D['kind'], wanted: string): D => {
    const found = declarations.find((d) => d.kind === kind && 'name' in d && d.name.name === wanted);
    if (!found) throw new Error(`the text has no ${kind} ${wanted}`);
    return found as D;
  };
  const kernel = named<KernelDeclaration>('kernel', name);
  const op = named<OpDeclaration>('op', kernel.op.name);
  const target = named<TargetDeclaration>('target', kernel.target.name);
  const values = valuesOf(op, kernel, declarations, at);
  const elements = new Map(Object.entries(at.elements ?? {}));
  const memories = target.items.filter((item) => item.kind === 'memory');
  const reader = new KernelReader(new OpReader(op, values, elements).read(), values, elements);
  return {
    ...reader.read(kernel),
    values,
    home: memories[0]?.name.name ?? '',
    partitioned: new Set(
      memories.filter((m) => m.properties.some((p) => p.name.name === 'partitions')).map((m) => m.name.name),
    ),
  };
}

/** @returns the sizes and elements that a case of the text states, for `readProgram`. */
export function statedCase(text: string, name: string): OracleCase {
  const trees = splitDeclarations(text).map((chunk) => parseDeclaration(chunk.text).declaration);
  const tree = trees.find((d): d is CaseDeclaration => d?.kind === 'case' && d.name.name === name);
  const sizes: Record<string, number> = {};
  const elements: Record<string, string> = {};
  for (const { name: entry, value } of tree?.entries ?? []) {
    if (value.kind === 'number') sizes[entry.name] = Number(value.text);
    if (value.kind === 'name') elements[entry.name] = value.name;
  }
  return { sizes, elements };
}

/** Sizes of the case, then defaults of consts and tune names, consts of the file, and what `where` defines. */
function valuesOf(
  op: OpDeclaration,
  kernel: KernelDeclaration,
  declarations: readonly Declaration[],
  { sizes }: OracleCase,
): ReadonlyMap<string, number> {
  const values = new Map(Object.entries(sizes));
  const define = (name: string, expression: Parameters<typeof compile>[0]) => {
    if (!values.has(name)) values.set(name, compile(expression, { values, slots: new Map() })([]));
  };
  for (const parameter of op.parameters.list) {
    if (!('type' in parameter) && parameter.default) define(parameter.name.name, parameter.default);
  }
  for (const step of kernel.body) if (step.kind === 'tune') define(step.name.name, step.default);
  for (const declaration of declarations) {
    if (declaration.kind === 'const') define(declaration.name.name, declaration.value);
  }
  for (const { left, relation, right } of op.where) {
    if (relation === '=' && left.kind === 'name') define(left.name, right);
  }
  return values;
}

class KernelReader {
  readonly #op: OracleOp;
  readonly #values: ReadonlyMap<string, number>;
  readonly #elements: ReadonlyMap<string, string>;
  readonly #loops: LoopNode[] = [];
  readonly #copies: CopyNode[] = [];
  readonly #ends: EndNode[] = [];
  #steps = 0;

  constructor(op: OracleOp, values: ReadonlyMap<string, number>, elements: ReadonlyMap<string, string>) {
    this.#op = op;
    this.#values = values;
    this.#elements = elements;
  }

  read(kernel: KernelDeclaration) {
    const tree = this.#nodes(kernel.body);
    return { op: this.#op, tree, loops: this.#loops, copies: this.#copies, ends: this.#ends };
  }

  #nodes(steps: readonly Step[]): OracleNode[] {
    return steps.flatMap((step): OracleNode[] => {
      switch (step.kind) {
        case 'for':
          return this.#for(step.axes, step.body);
        case 'load':
        case 'hold':
          return step.tensors.map(({ name }) => this.#copy(step, name));
        case 'store':
        case 'accumulate':
          return step.tensors.map(({ name }) => {
            const tensor = this.#tensor(name);
            const node: EndNode = { kind: step.kind, step: this.#steps++, tensor, tally: new Tally(tensor) };
            this.#ends.push(node);
            return node;
          });
        case 'do':
          this.#steps += step.parts.length;
          return step.parts.map((part) => ({ kind: 'do', equations: this.#equations(part) }));
        case 'block':
          this.#steps += 1;
          return [{ kind: 'block', body: this.#nodes(step.body) }];
        default:
          return [];
      }
    });
  }

  /** Several axes nest left to right. */
  #for([axis, ...inner]: readonly Axis[], body: readonly Step[]): OracleNode[] {
    if (!axis) return this.#nodes(body);
    const position = this.#loops.length;
    const step = this.#steps++;
    const by = compile(axis.by, { values: this.#values, slots: new Map() })([]);
    // the outer loop stands first in text order, but it needs its body
    this.#loops.push(undefined as unknown as LoopNode);
    const nodes = this.#for(inner, body);
    const equations = [...new Set(equationsOf(nodes))];
    const node: LoopNode = {
      kind: 'for',
      step,
      index: axis.index.name,
      ...(axis.tensor ? { tensor: axis.tensor.name } : {}),
      by,
      body: nodes,
      equations,
      trips: 0,
      ragged: false,
    };
    this.#loops[position] = node;
    return [node];
  }

  #copy(step: CopyStep, name: string): CopyNode {
    const tensor = this.#tensor(name);
    const type = step.type && (this.#elements.get(step.type.name) ?? step.type.name);
    const node: CopyNode = {
      kind: step.kind,
      step: this.#steps++,
      tensor,
      memory: step.memory.name,
      bits: type === undefined ? tensor.bits : elementBits(type),
      ...(step.layout ? { layout: step.layout } : {}),
      tally: new Tally(tensor),
    };
    this.#copies.push(node);
    return node;
  }

  #equations({ tensor, equation }: DoPart): readonly OracleEquation[] {
    const own = this.#op.equations.filter((e) => e.tensor === tensor.name);
    return equation ? own.slice(Number(equation.text) - 1, Number(equation.text)) : own;
  }

  #tensor(name: string): OracleTensor {
    const tensor = this.#op.tensors.get(name);
    if (!tensor) throw new Error(`the op has no tensor ${name}`);
    return tensor;
  }
}

function equationsOf(nodes: readonly OracleNode[]): readonly OracleEquation[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'do') return node.equations;
    return node.kind === 'for' || node.kind === 'block' ? equationsOf(node.body) : [];
  });
}
