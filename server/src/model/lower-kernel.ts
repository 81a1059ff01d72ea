/** Lowers the tree of a kernel; reports names that mean nothing. */
import type * as ast from '../syntax/ast.ts';
import { isElementType } from './element-type.ts';
import { reductionsOf } from './equation.ts';
import type { CopyStep, DoStep, ForStep, Given, Kernel, LayoutModel, Step, StepOrigin, Tune } from './kernel.ts';
import { integerOf, lowerConstraint, lowerSize } from './lower-size.ts';
import { suggestion } from './nearest.ts';
import type { Op } from './op.ts';
import type { Report } from './report.ts';
import type { Size } from './size.ts';
import { instructionNames, type Target } from './target.ts';
import type { OpTensor } from './tensors.ts';

/** What names mean in one kernel; what could not be resolved is absent and not complained about again. */
export interface KernelNames {
  readonly op?: Op;
  readonly tensors?: ReadonlyMap<string, OpTensor>;
  readonly target?: Target;
  readonly fileConsts: readonly string[];
}

export class KernelLowering {
  /** By step number. */
  readonly origins: StepOrigin[] = [];
  readonly #names: KernelNames;
  readonly #report: Report;
  readonly #tunes: Tune[] = [];
  readonly #givens: Given[] = [];

  constructor(names: KernelNames, report: Report) {
    this.#names = names;
    this.#report = report;
  }

  /** @returns the kernel without its op and target, which the caller resolved. */
  lower(tree: ast.KernelDeclaration): Omit<Kernel, 'op' | 'target'> {
    const body = this.#steps(tree.body);
    const where = tree.where.map((constraint) =>
      lowerConstraint(constraint, (name, node) => this.#sizeName(name, node), this.#refuse),
    );
    return { name: tree.name.name, where, tunes: this.#tunes, givens: this.#givens, body };
  }

  #steps(steps: readonly ast.Step[]): Step[] {
    return steps.flatMap((step) => this.#step(step));
  }

  #step(step: ast.Step): Step[] {
    switch (step.kind) {
      case 'for':
        return this.#for(step, 0);
      case 'load':
      case 'hold':
        return this.#copies(step);
      case 'store':
      case 'accumulate':
        this.#engine(step.engine);
        return this.#named(step.tensors).map((tensor) => ({
          kind: step.kind,
          step: this.#origin(step.id, tensor.id),
          tensor: tensor.name,
          ...optional('engine', step.engine?.name),
        }));
      case 'do':
        return this.#do(step);
      case 'given':
        return this.#given(step);
      case 'tune':
        return this.#tune(step);
      case 'block':
        return [{ kind: 'block', step: this.#origin(step.id, step.id), body: this.#steps(step.body) }];
    }
  }

  /** Several axes in one `for` nest left to right; `across` applies to the last. */
  #for(step: ast.ForStep, position: number): Step[] {
    const axis = step.axes[position];
    if (!axis) return this.#steps(step.body);
    const last = position === step.axes.length - 1;
    if (axis.index.name === '') return last ? this.#steps(step.body) : this.#for(step, position + 1);
    this.#axisNames(axis);
    const lowered: Omit<ForStep, 'body'> = {
      kind: 'for',
      step: this.#origin(position === 0 ? step.id : axis.id, axis.id),
      ...optional('tensor', axis.tensor?.name),
      index: axis.index.name,
      // What is no size here, the check of tile sizes says.
      by: lowerSize(
        axis.by,
        (name, node) => this.#sizeName(name, node),
        () => {},
      ),
      ...optional('across', last ? step.across?.name : undefined),
    };
    if (last && step.across)
      this.#known(
        'unit',
        step.across,
        this.#names.target?.units.map((unit) => unit.name),
      );
    return [{ ...lowered, body: last ? this.#steps(step.body) : this.#for(step, position + 1) }];
  }

  #axisNames(axis: ast.Axis): void {
    const { op } = this.#names;
    if (!op) return;
    if (axis.tensor) this.#tensor(axis.tensor);
    const equations = op.equations.filter((e) => !axis.tensor || e.tensor === axis.tensor.name);
    const indices = new Set<string>();
    for (const equation of equations) {
      for (const index of equation.indices) indices.add(index);
      for (const reduction of reductionsOf(equation)) for (const { index } of reduction.indices) indices.add(index);
    }
    if (indices.has(axis.index.name)) return;
    const what = `The op \`${op.signature.name}\` has no index \`${axis.index.name}\`.`;
    this.#report.error('unknown-name', axis.index.id, what + suggestion(axis.index.name, [...indices]));
  }

  #copies(step: ast.CopyStep): CopyStep[] {
    this.#known(
      'memory',
      step.memory,
      this.#names.target?.memories.map((memory) => memory.name),
    );
    this.#engine(step.engine);
    if (step.type && step.type.name !== '') this.#elementType(step.type);
    const buffers = step.buffers ? Number(integerOf(step.buffers.text) ?? 1n) : 1;
    return this.#named(step.tensors).map((tensor) => ({
      kind: step.kind,
      step: this.#origin(step.id, tensor.id),
      tensor: tensor.name,
      memory: step.memory.name,
      ...optional('type', step.type?.name),
      buffers: Math.max(1, buffers),
      ...(step.layout ? { layout: this.#layout(step.layout, tensor.name) } : {}),
      ...optional('engine', step.engine?.name),
    }));
  }

  #do(step: ast.DoStep): DoStep[] {
    const { instruction } = step;
    const name = instruction && `${instruction.engine.name}.${instruction.name.name}`;
    const { target } = this.#names;
    if (instruction && instruction.name.name !== '' && target && !instructionNames(target).includes(name as string)) {
      const message = `The target \`${target.name}\` has no instruction \`${name}\`.`;
      this.#report.error(
        'unknown-name',
        instruction.name.id,
        message + suggestion(name as string, instructionNames(target)),
      );
    }
    this.#engine(step.engine);
    return step.parts.flatMap((part): DoStep[] => {
      if (part.tensor.name === '') return [];
      this.#tensor(part.tensor);
      const equation = part.equation && integerOf(part.equation.text);
      return [
        {
          kind: 'do',
          step: this.#origin(step.id, part.id),
          tensor: part.tensor.name,
          ...(equation !== undefined ? { equation: Number(equation) } : {}),
          ...optional('instruction', name),
          ...optional('engine', step.engine?.name),
        },
      ];
    });
  }

  #given(step: ast.GivenStep): never[] {
    this.#tensor(step.tensor);
    this.#known(
      'memory',
      step.memory,
      this.#names.target?.memories.map((memory) => memory.name),
    );
    const layout = this.#layout(step.layout, step.tensor.name);
    this.#givens.push({ tensor: step.tensor.name, memory: step.memory.name, layout });
    return [];
  }

  #tune(step: ast.TuneStep): never[] {
    const candidates = step.candidates.map((c) => integerOf(c.text)).filter((c) => c !== undefined);
    const value = integerOf(step.default.text);
    if (step.name.name !== '' && value !== undefined) this.#tunes.push({ name: step.name.name, candidates, value });
    return [];
  }

  #layout(layout: ast.Layout, tensor: string): LayoutModel {
    const names = this.#names.tensors?.get(tensor)?.dimensionNames.filter((name) => name !== undefined);
    const onName = (name: string, node: number) => {
      if (!names || name === '' || names.includes(name) || this.#names.fileConsts.includes(name)) return;
      const what = `\`${tensor}\` has no dimension \`${name}\`.`;
      this.#report.error('unknown-name', node, what + suggestion(name, names));
    };
    const lower = (items: readonly ast.Expression[]): Size[] =>
      items.map((item) => lowerSize(item, onName, this.#refuse));
    const free = lower(layout.free);
    return layout.partition ? { partition: lower(layout.partition), free } : { free };
  }

  #named(tensors: readonly ast.Identifier[]): readonly ast.Identifier[] {
    for (const tensor of tensors) this.#tensor(tensor);
    return tensors.filter((tensor) => tensor.name !== '');
  }

  #tensor(tensor: ast.Identifier): void {
    const { tensors, op } = this.#names;
    if (!tensors || !op || tensor.name === '' || tensors.has(tensor.name)) return;
    const what = `The op \`${op.signature.name}\` has no tensor \`${tensor.name}\`.`;
    this.#report.error('unknown-name', tensor.id, what + suggestion(tensor.name, [...tensors.keys()]));
  }

  #elementType(type: ast.Identifier): void {
    const variables = new Set(this.#names.op?.signature.tensors.map((tensor) => tensor.element));
    if (isElementType(type.name) || variables.has(type.name) || !this.#names.op) return;
    this.#report.error(
      'unknown-name',
      type.id,
      `There is no element type \`${type.name}\`.${suggestion(type.name, [...variables])}`,
    );
  }

  #sizeName(name: string, node: number): void {
    const { op } = this.#names;
    if (!op || name === '') return;
    const known = [
      ...op.signature.sizes,
      ...op.signature.consts.map((c) => c.name),
      ...this.#tunes.map((tune) => tune.name),
      ...this.#names.fileConsts,
    ];
    if (known.includes(name)) return;
    const what = `\`${name}\` is no size or const of \`${op.signature.name}\`, and no \`tune\` above names it.`;
    this.#report.error('unknown-name', node, what + suggestion(name, known));
  }

  #engine(engine: ast.Identifier | undefined): void {
    if (engine)
      this.#known(
        'engine',
        engine,
        this.#names.target?.engines.map((e) => e.name),
      );
  }

  #known(what: string, name: ast.Identifier, candidates: readonly string[] | undefined): void {
    if (!candidates || name.name === '' || candidates.includes(name.name)) return;
    const message = `The target \`${this.#names.target?.name}\` has no ${what} \`${name.name}\`.`;
    this.#report.error('unknown-name', name.id, message + suggestion(name.name, candidates));
  }

  readonly #refuse = (node: number, reason: string): void => {
    this.#report.error('syntax', node, `This is no size: ${reason}.`);
  };

  #origin(whole: number, subject: number): number {
    this.origins.push({ whole, subject });
    return this.origins.length - 1;
  }
}

function optional<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [P in K]: string });
}
