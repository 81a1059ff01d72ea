/** Cases of the ops of std/matmul and std/linear, in the notation of `read-case.ts`. */
import { ofOps, S1, S3 } from './op-lines.ts';

export const productCases: readonly string[] = [
  ...ofOps('matmul matmul_nt matmul_tn matmul_i8', ['M=5 K=7 N=3', 'M=1 K=1 N=4']),
  ...[S1, 'S=[]', S3].flatMap((s) => [`batched_matmul: ${s} M=3 K=4 N=5`, `batched_matmul_nt: ${s} M=3 K=4 N=5`]),
  'matvec: M=4 K=7',
  'outer: M=4 N=3',
  'dot: S=[3,2] K=5',
  'dot: S=[] K=5',
  ...ofOps('linear linear_nt project project_nt linear_relu', ['S=[3] C=5 K=7', 'S=[2,3] C=4 K=2']),
  'gemm: M=4 K=5 N=3',
  'gemm: M=4 K=5 N=3 alpha=0.5 beta=2',
];
