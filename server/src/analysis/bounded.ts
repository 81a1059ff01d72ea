/** An exact number, or an upper bound that is shown with `≤`. */
export interface Bounded {
  readonly value: bigint;
  readonly exact: boolean;
}
