/** Cases of the ops of std/attention, in the notation of `read-case.ts`. */
import { atSpreads } from './op-lines.ts';

export const attentionCases: readonly string[] = [
  ...atSpreads('softmax log_softmax', 'C=6'),
  ...atSpreads('softmax_second', 'N=2 C=5'),
  'attention: B=2 H=2 L=5 D=3',
  'causal_attention: B=2 H=2 L=5 D=3',
  'causal_attention: B=1 H=1 L=1 D=2',
  'cross_attention: B=2 H=1 L=3 M=5 D=4 E=2',
  'masked_attention: B=1 H=2 L=3 M=5 D=4',
  'grouped_query_attention: B=1 H=2 R=3 L=3 M=4 D=2',
  'causal_scores: L=5 D=3',
  'causal_mask: L=4',
  'split_heads: B=2 L=3 H=2 D=5',
  'merge_heads: B=2 L=3 H=2 D=5',
  'rotary_table: L=5 D=3',
  'rotary_table: L=4 D=2 base=500',
  'rotary: S=[2,3] L=4 D=3',
  'rotary: S=[] L=3 D=1',
  'rotary_interleaved: S=[2,3] L=4 D=3',
];
