/**
 * The meaning of a target: memories, paths, engines and instructions, quantities in base units (bytes, bytes per
 * nanosecond, nanoseconds, gigahertz, cycles).
 */
import { defineQuery } from '../query/definition.ts';
import type * as ast from '../syntax/ast.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { type Instruction, lowerInstruction } from './instruction.ts';
import { suggestion } from './nearest.ts';
import { type Dimension, quantity } from './quantity.ts';
import { type Lowered, Report } from './report.ts';

export interface Memory {
  readonly name: string;
  /** Bytes; absent: not stated. */
  readonly capacity?: number;
  /** Absent: a linear memory. */
  readonly partitions?: number;
  readonly banks?: number;
  /** Bytes of one access to one bank. */
  readonly bankWidth?: number;
  /** Bytes to which a buffer's size is rounded up. */
  readonly align?: number;
  /** The last two extents of a buffer are padded to multiples of these. */
  readonly tileRows?: number;
  readonly tileCols?: number;
  /** Bytes per nanosecond. */
  readonly rate?: number;
  /** Nanoseconds. */
  readonly latency?: number;
  /** The unit of which the memory exists once each. */
  readonly per?: string;
}

interface PathBase {
  readonly from: string;
  readonly to: string;
  /** `<->` */
  readonly both: boolean;
}

/** A path that DMA engines serve. Rates in bytes per nanosecond, times in nanoseconds, sizes in bytes. */
export interface DmaPath extends PathBase {
  readonly kind: 'dma';
  readonly engines?: number;
  readonly rate?: number;
  readonly setup?: number;
  readonly inFlight?: number;
  readonly pool?: string;
  readonly descriptorTime?: number;
  readonly descriptorMax?: number;
  /** The smallest run that is efficient. */
  readonly run?: number;
  readonly partitionsPerEngine?: number;
  /** 1: it can combine with what is there. */
  readonly accumulate?: number;
}

/** A path that engines serve, one element a lane and cycle; the first engine serves where a line names none. */
export interface CopyPath extends PathBase {
  readonly kind: 'copy';
  readonly engines: readonly string[];
  /** Cycles. */
  readonly overhead?: number;
  /** Exchanges partition and free dimension in blocks of this size. */
  readonly transpose?: number;
  /** 1: several units may accumulate into one copy. */
  readonly atomic?: number;
}

export type Path = DmaPath | CopyPath;

export interface Engine {
  readonly name: string;
  /** Gigahertz. */
  readonly clock?: number;
  readonly lanes?: number;
  /** Cycles of each instruction. */
  readonly overhead?: number;
}

export interface Unit {
  readonly name: string;
  readonly count?: number;
}

export interface Target {
  readonly name: string;
  /** In declared order; the first is home, the outermost. */
  readonly memories: readonly Memory[];
  readonly paths: readonly Path[];
  readonly engines: readonly Engine[];
  readonly units: readonly Unit[];
  /** In declared order; one name may stand for several, told apart by their types. */
  readonly instructions: readonly Instruction[];
}

/** @returns the engines that may serve a path; none: DMA does. */
export function enginesOf(path: Path): readonly string[] {
  return path.kind === 'copy' ? path.engines : [];
}

/** @returns the names of a target's instructions, `engine.name`, each once. */
export function instructionNames({ instructions }: Target): readonly string[] {
  return [...new Set(instructions.map(({ engine, name }) => `${engine}.${name}`))];
}

/** What each property is measured in; a name that is not listed for its item means nothing. */
const PROPERTIES: Record<'memory' | 'dma' | 'copy' | 'unit' | 'engine', Record<string, Dimension | 'name'>> = {
  memory: {
    capacity: 'bytes',
    partitions: 'count',
    banks: 'count',
    bank_width: 'bytes',
    align: 'bytes',
    tile_rows: 'count',
    tile_cols: 'count',
    rate: 'rate',
    latency: 'time',
    per: 'name',
  },
  dma: {
    engines: 'count',
    rate: 'rate',
    setup: 'time',
    in_flight: 'count',
    pool: 'name',
    descriptor_time: 'time',
    descriptor_max: 'bytes',
    run: 'bytes',
    partitions_per_engine: 'count',
    accumulate: 'count',
  },
  copy: { overhead: 'cycles', transpose: 'count', atomic: 'count' },
  unit: { count: 'count' },
  engine: { clock: 'frequency', lanes: 'count', overhead: 'cycles' },
};

/** The meaning of a target with its problems; undefined if the declaration is no target. */
const targetWithProblems = defineQuery('targetWithProblems', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'target');
  return tree ? lowerTarget(tree, new Report(uri, key)) : undefined;
});

/** The meaning of a target. */
export const target = defineQuery('target', function* (reader, uri: string, key: string) {
  return (yield* reader.get(targetWithProblems, uri, key))?.model;
});

/** What is wrong in a target as text. */
export const targetProblems = defineQuery('targetProblems', function* (reader, uri: string, key: string) {
  return (yield* reader.get(targetWithProblems, uri, key))?.problems ?? [];
});

function lowerTarget(tree: ast.TargetDeclaration, report: Report): Lowered<Target> {
  const memories: Memory[] = [];
  const paths: Path[] = [];
  const engines: Engine[] = [];
  const units: Unit[] = [];
  const instructions: Instruction[] = [];
  const memoryNames = tree.items.flatMap((item) => (item.kind === 'memory' ? [item.name.name] : []));
  for (const item of tree.items) {
    if (item.kind === 'instr') {
      instructions.push(lowerInstruction(item, memoryNames, report));
      continue;
    }
    const values = camelCase(properties(item.kind, item.properties, report));
    if (item.kind === 'memory') memories.push({ name: item.name.name, ...values });
    else if (item.kind === 'engine') engines.push({ name: item.name.name, ...values });
    else if (item.kind === 'unit') units.push({ name: item.name.name, ...values });
    else paths.push(lowerPath(item, values));
  }
  checkNames(
    tree,
    { memories: memoryNames, engines: engines.map((e) => e.name), units: units.map((u) => u.name) },
    report,
  );
  return { model: { name: tree.name.name, memories, paths, engines, units, instructions }, problems: report.problems };
}

function lowerPath(item: ast.DmaItem | ast.CopyItem, values: object): Path {
  const ends = { from: item.from.name, to: item.to.name, both: item.both };
  if (item.kind === 'dma') return { kind: 'dma', ...ends, ...values };
  return { kind: 'copy', ...ends, engines: item.engines.map((engine) => engine.name), ...values };
}

/** `descriptor_time` is `descriptorTime` in the model. */
function camelCase(values: ReadonlyMap<string, number | string>): object {
  const renamed = [...values].map(([name, value]) => [
    name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(renamed) as object;
}

function properties(
  kind: keyof typeof PROPERTIES,
  list: readonly ast.Property[],
  report: Report,
): ReadonlyMap<string, number | string> {
  const known = PROPERTIES[kind];
  const values = new Map<string, number | string>();
  for (const { name, value } of list) {
    if (name.name === '') continue;
    const dimension = Object.hasOwn(known, name.name) ? known[name.name] : undefined;
    if (dimension === undefined) {
      const message = `A ${kind} has no property \`${name.name}\`.${suggestion(name.name, Object.keys(known))}`;
      report.error('unknown-name', name.id, message);
    } else if (values.has(name.name)) {
      report.error('duplicate-name', name.id, `\`${name.name}\` stands twice. Delete one of them.`);
    } else if (value.kind === 'name') {
      if (dimension === 'name') values.set(name.name, value.name);
      else report.error('syntax', name.id, `\`${name.name}\` needs a number${IN_UNITS[dimension]}.`);
    } else {
      const measured = quantity(value.number, value.unit);
      if (measured?.dimension === dimension) values.set(name.name, measured.value);
      else if (dimension === 'name') report.error('syntax', name.id, `\`${name.name}\` needs a name.`);
      else report.error('syntax', name.id, `\`${name.name}\` needs a number${IN_UNITS[dimension]}.`);
    }
  }
  return values;
}

const IN_UNITS: Record<Dimension, string> = {
  bytes: ' in B, KiB, MiB or GiB',
  rate: ' in bytes a time, as `17 B/ns`',
  time: ' in ns, us or ms',
  frequency: ' in MHz or GHz',
  cycles: ' in cycles',
  count: ' without a unit',
};

interface TargetNames {
  readonly memories: readonly string[];
  readonly engines: readonly string[];
  readonly units: readonly string[];
}

/** Names that paths and instructions use must be declared in the same target, anywhere in it. */
function checkNames(tree: ast.TargetDeclaration, names: TargetNames, report: Report): void {
  const check = (what: string, name: ast.Identifier, candidates: readonly string[]) => {
    if (name.name === '' || candidates.includes(name.name)) return;
    const message = `This target has no ${what} \`${name.name}\`.${suggestion(name.name, candidates)}`;
    report.error('unknown-name', name.id, message);
  };
  const seen = new Set<string>();
  for (const item of tree.items) {
    if (item.kind === 'dma' || item.kind === 'copy') {
      check('memory', item.from, names.memories);
      check('memory', item.to, names.memories);
      if (item.kind === 'copy') for (const engine of item.engines) check('engine', engine, names.engines);
    } else if (item.kind === 'instr') {
      check('engine', item.engine, names.engines);
    } else {
      if (item.kind === 'memory') checkPer(item, names.units, report);
      const name = `${item.kind} ${item.name.name}`;
      if (seen.has(name)) {
        report.error('duplicate-name', item.name.id, `This target has two of ${name}. Rename one of them.`);
      }
      seen.add(name);
    }
  }
}

/** `per UNIT` names a unit of the target. The node of a property is that of its name. */
function checkPer({ properties: list }: ast.MemoryItem, units: readonly string[], report: Report): void {
  for (const { name, value } of list) {
    if (name.name !== 'per' || value.kind !== 'name' || value.name === '' || units.includes(value.name)) continue;
    const message = `This target has no unit \`${value.name}\`.${suggestion(value.name, units)}`;
    report.error('unknown-name', name.id, message);
  }
}
