/** A file with a small target and a small op, for fixtures that need a kernel. */
export const SMALL_TARGET = `//- small.tile
/// A scratchpad and one engine.
target small {
  memory hbm { capacity 1 GiB, rate 100 B/ns }
  memory sbuf { capacity 64 KiB, partitions 16 }
  dma hbm <-> sbuf { engines 4, rate 8 B/ns, pool rings }
  unit core { count 2 }
  engine pe { clock 1 GHz, lanes 16 }
  instr pe.copy(S: f16[K | M] in sbuf) -> (D: f16[K | M] in sbuf) where K <= 16 { D[k, m] = S[k, m] }
}
`;
