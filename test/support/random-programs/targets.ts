/**
 * Random targets: memories that an engine reaches and home, which it does not, so that a value that no line has moved is
 * not there. DMA may accumulate; every target has a unit of several and an engine that reaches nothing of use.
 */
import fc from 'fast-check';

export interface TargetPlan {
  readonly kind: 'linear' | 'partitioned' | 'local';
  readonly units: number;
  readonly partitions: number;
  readonly banks: boolean;
  readonly rate: number;
}

export interface WrittenTarget {
  readonly text: string;
  readonly unit: string;
  /** Memories that the engine reaches, and whether they have partitions. */
  readonly memories: readonly { readonly name: string; readonly partitioned: boolean }[];
  /** A memory of which each unit has one: only for what lies inside an `across`. */
  readonly local?: string;
  readonly engine: string;
  /** Reaches none of `memories`. */
  readonly farEngine: string;
}

export const targetPlans: fc.Arbitrary<TargetPlan> = fc.record({
  kind: fc.constantFrom('linear', 'partitioned', 'local'),
  units: fc.integer({ min: 2, max: 3 }),
  partitions: fc.constantFrom(64, 128, 1024),
  banks: fc.boolean(),
  rate: fc.integer({ min: 1, max: 64 }),
});

/** @returns target `t` of a plan. */
export function writeTarget({ kind, units, partitions, banks, rate }: TargetPlan): WrittenTarget {
  const dma = `{ engines 4, rate ${rate} B/ns, setup 100 ns, accumulate 1 }`;
  const partitioned = kind === 'partitioned';
  const lines: Readonly<Record<TargetPlan['kind'], readonly string[]>> = {
    linear: [
      'memory sram { capacity 4 MiB }',
      `dma hbm <-> sram ${dma}`,
      'copy sram -> sram on alu { overhead 10 cycles }',
    ],
    partitioned: [
      `memory sbuf { capacity 64 MiB, partitions ${partitions} }`,
      `memory psum { capacity 64 MiB, partitions ${partitions}${banks ? ', banks 8' : ''} }`,
      `dma hbm <-> sbuf ${dma}`,
      `dma hbm <-> psum ${dma}`,
      `dma sbuf <-> psum ${dma}`,
      `dma sbuf -> sbuf ${dma}`,
      `dma psum -> psum ${dma}`,
      'instr alu.move(A: f32[P | N] in sbuf) -> (D: f32[P | N] in psum) cost N cycles { D[p, n] = A[p, n] }',
    ],
    local: [
      'memory sram { capacity 4 MiB }',
      'memory local { capacity 4 MiB, per core }',
      `dma hbm <-> sram ${dma}`,
      `dma hbm <-> local ${dma}`,
      'copy sram <-> local on alu',
      'copy sram -> sram on alu',
      'copy local -> local on alu',
    ],
  };
  const text = [
    'target t {',
    '  memory hbm { capacity 1 GiB }',
    ...lines[kind].map((line) => `  ${line}`),
    '  memory spare { capacity 1 MiB }',
    `  dma hbm <-> spare ${dma}`,
    '  copy spare -> spare on far',
    '  engine alu { clock 1 GHz, lanes 64 }',
    '  engine far { clock 1 GHz, lanes 64 }',
    `  unit core { count ${units} }`,
    '}',
  ].join('\n');
  const names = partitioned ? ['sbuf', 'psum'] : ['sram'];
  return {
    text,
    unit: 'core',
    memories: names.map((name) => ({ name, partitioned })),
    ...(kind === 'local' ? { local: 'local' } : {}),
    engine: 'alu',
    farEngine: 'far',
  };
}
