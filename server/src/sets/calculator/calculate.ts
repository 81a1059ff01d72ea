/**
 * The calculator: a script in iscc's language, statement by statement.
 *
 *     S := [N] -> { [i, j] : 0 <= i < N and 0 <= j <= i };      nothing is shown
 *     card S;                                                  [N] -> { (1/2 * N + 1/2 * N^2) : N >= 1 }
 *     assert S <= S + { [0, 0] };                              nothing, or a problem
 *
 * Every statement has a budget of work of its own, so that no script hangs.
 */
import { integer } from '../integer.ts';
import { NotationError, type NotationProblem } from '../notation/problem.ts';
import { unionOfTree } from '../notation/read.ts';
import { TokenStream } from '../notation/token-stream.ts';
import { type Quota, withQuota } from '../work.ts';
import { applyBinary, applyRelation, applyUnary, flow, power } from './operations.ts';
import { parseStatement } from './parse.ts';
import type { CalculatorExpression, Statement } from './tree.ts';
import { describeValue, printValue, type Value } from './values.ts';

/**
 * Runs a script up to its end or its first problem.
 *
 * @param show is given each line of output as soon as it is known
 * @returns the problem that ended the script
 */
export function calculate(script: string, quota: Quota, show: (line: string) => void): NotationProblem | null {
  const variables = new Map<string, Value>();
  try {
    const stream = new TokenStream(script);
    while (stream.peek().kind !== 'end') {
      if (stream.eat(';')) continue;
      const statement = parseStatement(stream);
      const outcome = withQuota(quota, () => run(statement, variables));
      if (outcome.ok) {
        if (outcome.value !== undefined) show(outcome.value);
        continue;
      }
      const { start, end } = statement;
      return { start, end, message: `Stopped after ${outcome.spent} units of work.` };
    }
    return null;
  } catch (thrown) {
    if (thrown instanceof NotationError) return thrown.problem;
    throw thrown;
  }
}

function run({ kind, name, expression, start, end }: Statement, variables: Map<string, Value>): string | undefined {
  const value = evaluate(expression, variables);
  if (kind === 'assign') variables.set(name, value);
  if (kind === 'print') return printValue(value);
  if (kind === 'assert') {
    if (value.kind !== 'boolean') {
      throw new NotationError({
        start,
        end,
        message: `\`assert\` takes a boolean, and this is ${describeValue(value)}.`,
      });
    }
    if (!value.value) throw new NotationError({ start, end, message: 'This does not hold.' });
  }
  return undefined;
}

function evaluate(expression: CalculatorExpression, variables: ReadonlyMap<string, Value>): Value {
  const of = (operand: CalculatorExpression) => evaluate(operand, variables);
  switch (expression.kind) {
    case 'sets':
      return { kind: 'sets', union: unionOfTree(expression.tree) };
    case 'integer':
      return { kind: 'integer', value: integer(BigInt(expression.digits)) };
    case 'text':
      return { kind: 'text', text: expression.text };
    case 'boolean':
      return { kind: 'boolean', value: expression.value };
    case 'name': {
      const value = variables.get(expression.name);
      if (value !== undefined) return value;
      const message = `\`${expression.name}\` has no value; \`${expression.name} := …;\` gives it one.`;
      throw new NotationError({ start: expression.start, end: expression.end, message });
    }
    case 'unary':
      return applyUnary(expression.operator as Parameters<typeof applyUnary>[0], of(expression.operand), expression);
    case 'binary': {
      const [left, right] = expression.operands;
      return applyBinary(expression.operator, of(left), of(right), expression);
    }
    case 'power':
      return power(of(expression.operand), expression.exponent, expression);
    case 'apply': {
      const [relation, argument] = expression.operands;
      return applyRelation(of(relation), of(argument), expression);
    }
    case 'element':
      return element(of(expression.operand), expression.index, expression);
    case 'flow': {
      const { last, any, sinks, schedule } = expression;
      return flow(last && of(last), any && of(any), of(sinks), of(schedule), expression);
    }
  }
}

function element(value: Value, index: number, { start, end }: CalculatorExpression): Value {
  if (value.kind !== 'list') {
    throw new NotationError({ start, end, message: `Only a list has elements, and this is ${describeValue(value)}.` });
  }
  const found = value.elements[index];
  if (found !== undefined) return found;
  const message = `The list has the elements 0 to ${value.elements.length - 1}.`;
  throw new NotationError({ start, end, message });
}
