import type { ConcreteTensor } from './concrete-tensor.ts';

/** A tensor with values in row-major order of its axes; NaN where it is not defined. */
export interface TensorStore {
  readonly tensor: ConcreteTensor;
  readonly data: Float64Array;
  /** 1 where an element is defined; absent: all are. */
  defined?: Uint8Array;
}
