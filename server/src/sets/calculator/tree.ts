/** Statements and expressions of the calculator's language, with operands not yet looked up. */
import type { SetsTree, Span } from '../notation/tree.ts';

export type CalculatorExpression = Span &
  (
    | { readonly kind: 'sets'; readonly tree: SetsTree }
    | { readonly kind: 'integer'; readonly digits: string }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'name'; readonly name: string }
    /** `card S`, or `- 3`. */
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: CalculatorExpression }
    | {
        readonly kind: 'binary';
        readonly operator: string;
        readonly operands: readonly [CalculatorExpression, CalculatorExpression];
      }
    /** `M^-1` */
    | { readonly kind: 'power'; readonly operand: CalculatorExpression; readonly exponent: number }
    /** `M(S)` */
    | { readonly kind: 'apply'; readonly operands: readonly [CalculatorExpression, CalculatorExpression] }
    /** `flow[0]` */
    | { readonly kind: 'element'; readonly operand: CalculatorExpression; readonly index: number }
    | {
        readonly kind: 'flow';
        /** The sources of which the last counts, if there are such. */
        readonly last: CalculatorExpression | null;
        /** The sources of which every one counts. */
        readonly any: CalculatorExpression | null;
        readonly sinks: CalculatorExpression;
        readonly schedule: CalculatorExpression;
      }
  );

export interface Statement extends Span {
  readonly kind: 'assign' | 'print' | 'assert';
  /** The variable of an assignment. */
  readonly name: string;
  readonly expression: CalculatorExpression;
}
