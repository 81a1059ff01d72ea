/** The library that ships with the extension, as text. Each file under `server/std` stands here; a test compares. */
import activation from '../../std/activation.tile';
import attention from '../../std/attention.tile';
import compare from '../../std/compare.tile';
import conv from '../../std/conv.tile';
import elementwise from '../../std/elementwise.tile';
import embedding from '../../std/embedding.tile';
import linear from '../../std/linear.tile';
import matmul from '../../std/matmul.tile';
import move from '../../std/move.tile';
import norm from '../../std/norm.tile';
import pool from '../../std/pool.tile';
import reduce from '../../std/reduce.tile';
import aieMl from '../../std/targets/aie-ml.tile';
import ascend910a from '../../std/targets/ascend-910a.tile';
import gemmini from '../../std/targets/gemmini.tile';
import h100Sm from '../../std/targets/h100-sm.tile';
import inf1 from '../../std/targets/inf1.tile';
import tpuV5e from '../../std/targets/tpu-v5e.tile';
import trn1 from '../../std/targets/trn1.tile';
import trn2 from '../../std/targets/trn2.tile';

/** Text by path below `std/`. */
export const stdFiles: Readonly<Record<string, string>> = {
  'activation.tile': activation,
  'attention.tile': attention,
  'compare.tile': compare,
  'conv.tile': conv,
  'elementwise.tile': elementwise,
  'embedding.tile': embedding,
  'linear.tile': linear,
  'matmul.tile': matmul,
  'move.tile': move,
  'norm.tile': norm,
  'pool.tile': pool,
  'reduce.tile': reduce,
  'targets/aie-ml.tile': aieMl,
  'targets/ascend-910a.tile': ascend910a,
  'targets/gemmini.tile': gemmini,
  'targets/h100-sm.tile': h100Sm,
  'targets/inf1.tile': inf1,
  'targets/tpu-v5e.tile': tpuV5e,
  'targets/trn1.tile': trn1,
  'targets/trn2.tile': trn2,
};
