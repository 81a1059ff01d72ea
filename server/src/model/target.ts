/**
 * The meaning of a target: memories, paths, engines and instructions, quantities in base units (bytes, bytes per
 * nanosecond, nanoseconds, gigahertz, cycles).
 */
import { defineQuery } from '../query/definition.ts';
import type * as ast from '../syntax/ast.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
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
  /** The unit of which the memory exists once each. */
  readonly per?: string;
}

/** A way to move data: by DMA engines, or by the engines of a `copy` path. */
export interface Path {
  readonly kind: 'dma' | 'copy';
  readonly from: string;
  readonly to: string;
  /** `<->` */
  readonly both: boolean;
  readonly engines: readonly string[];
}

export interface Target {
  readonly name: string;
  /** In declared order; the first is home, the outermost. */
  readonly memories: readonly Memory[];
  readonly paths: readonly Path[];
  readonly engines: readonly string[];
  readonly units: readonly string[];
  /** `engine.name`, each once. */
  readonly instructions: readonly string[];
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
  const engines: string[] = [];
  const units: string[] = [];
  const instructions = new Set<string>();
  for (const item of tree.items) {
    if (item.kind === 'memory') memories.push(lowerMemory(item, report));
    else if (item.kind === 'dma' || item.kind === 'copy') paths.push(lowerPath(item, report));
    else if (item.kind === 'engine') engines.push(item.name.name);
    else if (item.kind === 'unit') units.push(item.name.name);
    else instructions.add(`${item.engine.name}.${item.name.name}`);
    if (item.kind === 'engine' || item.kind === 'unit') properties(item.kind, item.properties, report);
  }
  checkNames(tree, { memories: memories.map((m) => m.name), engines, units }, report);
  const model = { name: tree.name.name, memories, paths, engines, units, instructions: [...instructions] };
  return { model, problems: report.problems };
}

function lowerMemory(item: ast.MemoryItem, report: Report): Memory {
  const values = properties('memory', item.properties, report);
  const numbers: Record<string, number> = {};
  for (const name of ['capacity', 'partitions', 'banks']) {
    const value = values.get(name);
    if (typeof value === 'number' && value > 0) numbers[name] = value;
  }
  const per = values.get('per');
  return { name: item.name.name, ...numbers, ...(typeof per === 'string' ? { per } : {}) };
}

function lowerPath(item: ast.DmaItem | ast.CopyItem, report: Report): Path {
  properties(item.kind, item.properties, report);
  const engines = item.kind === 'copy' ? item.engines.map((engine) => engine.name) : [];
  return { kind: item.kind, from: item.from.name, to: item.to.name, both: item.both, engines };
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
      for (const tensor of [...item.parameters.list, ...item.results]) {
        if ('type' in tensor && tensor.memory) check('memory', tensor.memory, names.memories);
      }
    } else {
      const name = `${item.kind} ${item.name.name}`;
      if (seen.has(name)) {
        report.error('duplicate-name', item.name.id, `This target has two of ${name}. Rename one of them.`);
      }
      seen.add(name);
    }
  }
}
