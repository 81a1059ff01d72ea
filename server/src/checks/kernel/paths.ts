/**
 * no-hold, no-path: a move from where there is nothing, or between memories that the target does not connect.
 *
 *     store C                   no `hold C` in this block
 *     load A in psum            `trn1` has no path from `hbm` to `psum`; it has hbm to sbuf and sbuf to psum
 */
import { enginesOf, type Target } from '../../model/target.ts';
import type * as ast from '../../syntax/ast.ts';
import type { KernelCheck, KernelContext } from './kernel-check.ts';

export const paths: KernelCheck = {
  code: 'no-path',
  run(context) {
    if (!context.tensors || !context.target) return;
    new Walk(context, context.target).block(context.tree.body, []);
  },
};

/** A copy that is live: its tensor, its memory, and whether a `hold` made it. */
interface LiveCopy {
  readonly tensor: string;
  readonly memory: string;
  readonly hold: boolean;
}

class Walk {
  readonly #context: KernelContext;
  readonly #target: Target;

  constructor(context: KernelContext, target: Target) {
    this.#context = context;
    this.#target = target;
  }

  /** `around`: the copies that are live where the block starts, outermost first. */
  block(steps: readonly ast.Step[], around: readonly LiveCopy[]): void {
    const live = [...around];
    for (const step of steps) {
      if (step.kind === 'for' || step.kind === 'block') this.block(step.body, live);
      if (step.kind === 'load') for (const tensor of step.tensors) this.#load(step, tensor, live);
      if (step.kind === 'load' || step.kind === 'hold') {
        const { memory, kind } = step;
        live.push(...step.tensors.map(({ name }) => ({ tensor: name, memory: memory.name, hold: kind === 'hold' })));
      }
      if (step.kind === 'store' || step.kind === 'accumulate') {
        for (const tensor of step.tensors) this.#store(step, tensor, live, around);
      }
    }
  }

  #load(step: ast.CopyStep, tensor: ast.Identifier, live: readonly LiveCopy[]): void {
    this.#move(this.#outer(tensor.name, live), step.memory.name, step.memory.id, step.engine);
  }

  /** A `store` ends the innermost `hold` of its own block and moves it one copy outward. */
  #store(step: ast.EndStep, tensor: ast.Identifier, live: LiveCopy[], around: readonly LiveCopy[]): void {
    const { tensors, report } = this.#context;
    if (tensor.name === '' || tensors?.get(tensor.name)?.role === 'parameter' || !tensors?.has(tensor.name)) return;
    const found = live.findLastIndex((copy) => copy.hold && copy.tensor === tensor.name && !around.includes(copy));
    if (found < 0) {
      const outside = around.some((copy) => copy.hold && copy.tensor === tensor.name);
      const why = outside
        ? `its \`hold\` stands outside of this block. Move the line there`
        : `no \`hold ${tensor.name}\` is left in this block. Add one above, or delete the line`;
      report.error('no-hold', tensor.id, `There is nothing of \`${tensor.name}\` to ${step.kind} here: ${why}.`);
      return;
    }
    const [hold] = live.splice(found, 1);
    if (hold) this.#move(hold.memory, this.#outer(tensor.name, live), tensor.id, step.engine);
  }

  #outer(tensor: string, live: readonly LiveCopy[]): string | undefined {
    const copy = live.findLast((c) => c.tensor === tensor);
    return copy?.memory ?? this.#context.tensors?.get(tensor)?.declared?.memory ?? this.#target.memories[0]?.name;
  }

  #move(from: string | undefined, to: string | undefined, node: number, engine: ast.Identifier | undefined): void {
    const { name, memories, paths: all } = this.#target;
    const known = (memory: string | undefined) => memories.some((m) => m.name === memory);
    if (!known(from) || !known(to)) return;
    const fitting = all.filter(
      (path) => (path.from === from && path.to === to) || (path.both && path.from === to && path.to === from),
    );
    if (fitting.length === 0) {
      this.#context.report.error(
        'no-path',
        node,
        `\`${name}\` has no path from \`${from}\` to \`${to}\`.${this.#stages(from as string, to as string)}`,
      );
    } else if (engine && engine.name !== '' && !fitting.some((path) => enginesOf(path).includes(engine.name))) {
      const engines = fitting.flatMap(enginesOf);
      const served =
        engines.length > 0
          ? `engines that do: ${engines.map((e) => `\`${e}\``).join(', ')}`
          : 'DMA moves there; leave `on` out';
      this.#context.report.error(
        'no-path',
        engine.id,
        `\`${engine.name}\` does not move from \`${from}\` to \`${to}\`; ${served}.`,
      );
    }
  }

  /** A memory that has both paths. */
  #stages(from: string, to: string): string {
    const connects = (a: string, b: string) =>
      this.#target.paths.some(
        (path) => (path.from === a && path.to === b) || (path.both && path.from === b && path.to === a),
      );
    const stage = this.#target.memories.find(({ name }) => connects(from, name) && connects(name, to));
    return stage ? ` Stage it through \`${stage.name}\`, which has a path to both.` : '';
  }
}
