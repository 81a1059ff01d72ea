import { describe, expect, it } from 'vitest';
import { calculate } from '../../../server/src/sets/calculator/calculate.ts';
import { unionIsEqual } from '../../../server/src/sets/operations/unions.ts';
import { union } from '../programs/programs.ts';

function run(script: string, units = 1e7) {
  const lines: string[] = [];
  const problem = calculate(script, { units }, (line) => lines.push(line));
  return { lines, problem, place: problem && script.slice(problem.start, problem.end) };
}

/** What the only statement that prints something prints. */
function value(script: string): string {
  const { lines, problem } = run(script);
  expect(problem, problem?.message).toBeNull();
  expect(lines.length).toBe(1);
  return lines[0] as string;
}

const equal: readonly [string, string][] = [
  ['{ [i] : 0 <= i < 3 } + { [3] }', '{ [i] : 0 <= i <= 3 }'],
  ['{ [i] : 0 <= i < 3 } - { [1] }', '{ [0]; [2] }'],
  ['{ [i] : 0 <= i < 3 } * { [i] : i > 1 }', '{ [2] }'],
  ['{ A[i] -> B[i] } * { A[3] }', '{ A[3] -> B[3] }'],
  ['{ A[i] -> B[i + 1] } ->* { B[3] }', '{ A[2] -> B[3] }'],
  ['{ A[i] -> B[i + 1] } . { B[i] -> C[2i] }', '{ A[i] -> C[2i + 2] }'],
  ['{ A[i] -> B[i + 1] }({ A[3] })', '{ B[4] }'],
  ['{ A[i] -> B[i + 1] }({ A[3] -> A[5] })', '{ B[4] -> B[6] }'],
  ['{ A[i] -> B[i + 1] }^-1', '{ B[i] -> A[i - 1] }'],
  ['{ [i] -> [i + 1] }^3', '{ [i] -> [i + 3] }'],
  ['{ [i] -> [i + 1] }^-2', '{ [i] -> [i - 2] }'],
  ['{ A[1] } -> { B[2]; C[] }', '{ A[1] -> B[2]; A[1] -> C[] }'],
  ['dom { A[i] -> B[i + 1] : i > 2 }', '{ A[i] : i > 2 }'],
  ['ran { A[i] -> B[i + 1] : i > 2 }', '{ B[i] : i > 3 }'],
  ['lexmin { [i, j] : 2 <= i <= j <= 4 }', '{ [2, 2] }'],
  [
    'lexmax [N] -> { [i] -> [j] : 0 <= j <= i and j <= N }',
    '[N] -> { [i] -> [i] : 0 <= i <= N; [i] -> [N] : 0 <= N < i }',
  ],
  ['deltas { [i] -> [3i] : 0 <= i <= 2 }', '{ [0]; [2]; [4] }'],
  ['sample { [i] : 7 <= i < 8 }', '{ [7] }'],
  ['sample { [i] : 7 < i < 8 }', '{ }'],
  ['identity { A[3] }', '{ A[3] -> A[3] }'],
  ['unwrap wrap { A[i] -> B[] }', '{ A[i] -> B[] }'],
  ['params [N] -> { A[i] : 0 <= i < N }', '[N] -> { [] : N > 0 }'],
  ['{ [i] : 0 <= i <= 3 } % { [i] : i >= 0 } * { [i] : i >= 0 }', '{ [i] : 0 <= i <= 3 }'],
  ['{ [0]; [1] } << { [0]; [1] }', '{ [0] -> [1] }'],
  ['{ [0]; [1] } >>= { [0]; [1] }', '{ [0] -> [0]; [1] -> [1]; [1] -> [0] }'],
  ['{ A[i] -> [i, 0] } << { B[i] -> [i, 1] }', '{ A[i] -> B[j] : i <= j }'],
  // all operators bind to the left
  ['{ [1]; [2] } - { [1] } + { [1] }', '{ [1]; [2] }'],
  ['{ [1] } + { [2] } * { [2] }', '{ [2] }'],
  ['coalesce { [0] } + { [1] }', '{ [i] : 0 <= i <= 1 }'],
];

describe('an expression', () => {
  it.each(equal)('%s is %s', (expression, expected) => {
    const text = value(`${expression};`);
    expect(unionIsEqual(union(text), union(expected)), text).toBe(true);
  });

  it.each([
    ['card { A[i] : 0 <= i < 10; B[3] }', '{ 11 }'],
    ['card { [i] : 1 = 0 }', '{ 0 }'],
    ['card { [i] : i > 0 }', '{ infty }'],
    ['{ [1] } = { [i] : 0 < i < 2 }', 'true'],
    ['{ [1] } < { [1] }', 'false'],
    ['{ [1] } <= { [1] }', 'true'],
    ['{ [1] } > { [i] : 1 = 0 }', 'true'],
    ['{ [1]; [2] } >= { [1] }', 'true'],
    ['{ [1]; [2] } >= { [3] }', 'false'],
    ['2 + 3 * 4', '20'],
    ['-3 - -4', '1'],
    ['9007199254740993 * 3', '27021597764222979'],
    ['3 <= 4', 'true'],
    ['"a" + "b"', 'ab'],
    ['true = false', 'false'],
  ])('%s is %s', (expression, expected) => {
    expect(value(expression)).toBe(expected);
  });
});

describe('a script', () => {
  it('keeps values in variables, prints and asserts', () => {
    const { lines, problem } = run(
      '# start\nA := { [1] };\nA := A + { [2] }; assert A = { [1]; [2] };\nprint card A;;',
    );
    expect(problem).toBeNull();
    expect(lines).toEqual(['{ 2 }']);
  });

  it('has the flow of a loop that reads what the iteration before wrote', () => {
    const accesses =
      'W := { S[i] -> A[i] : 0 <= i < 5 }; R := { S[i] -> A[i - 1] : 0 <= i < 5 }; T := { S[i] -> [i] };';
    expect(
      run(`${accesses} assert (last W before R under T)[0] = { S[i] -> S[i + 1] : 0 <= i < 4 };`).problem,
    ).toBeNull();
    expect(run(`${accesses} assert (last W before R under T)[1] = { S[0] };`).problem).toBeNull();
    expect(run(`${accesses} assert any W before R under T = { S[i] -> S[i + 1] : 0 <= i < 4 };`).problem).toBeNull();
  });

  const wrong: readonly [string, string, string][] = [
    ['A;', 'A', '`A` has no value'],
    ['A := { [1] }\nB;', 'B', 'Expected an operator or `;`, found `B`.'],
    ['assert { [1] } = { [2] };', 'assert { [1] } = { [2] }', 'This does not hold.'],
    ['assert 3;', 'assert 3', '`assert` takes a boolean, and this is an integer.'],
    ['dom { [1] };', 'dom { [1] }', '`dom` takes a relation here, and this is a set.'],
    ['{ [1] } + { [1] -> [2] };', '{ [1] } + { [1] -> [2] }', '`+` takes two sets or two relations, not one of each.'],
    ['{ [1] } . { [1] -> [2] };', '{ [1] } . { [1] -> [2] }', '`.` takes a relation here, and this is a set.'],
    ['lexmin { [i] : i < 3 };', 'lexmin { [i] : i < 3 }', 'This has no lexmin'],
    ['{ [i] : k > 0 };', 'k', '`k` is no parameter'],
    ['{ [1] }[0];', '{ [1] }[0]', 'Only a list has elements, and this is a set.'],
    ['(last { S[] -> A[] } before { S[] -> A[] } under { S[] -> [0] })[2];', '', 'The list has the elements 0 to 1.'],
    ['{ [i] -> [i] }^0;', '{ [i] -> [i] }^0', '`^0` is not defined'],
    ['unwrap { [1] };', 'unwrap { [1] }', 'Only a set of nested tuples unwraps'],
    ['card := { [1] };', 'card', 'Expected the name of a variable, found `card`.'],
    ['last { S[] -> A[] } under { S[] -> [0] };', 'under', 'Expected `before`, found `under`.'],
    ['print "a;', '"', 'The string has no closing quote in its line.'],
  ];

  it.each(wrong)('%s: the place and the reason are told', (script, at, message) => {
    const { problem, place } = run(script);
    expect(problem?.message).toContain(message);
    if (at !== '') expect(place).toBe(at);
  });

  it('prints what comes before a problem', () => {
    expect(run('1; 2; unknown; 3;')).toMatchObject({ lines: ['1', '2'], place: 'unknown' });
  });

  it('stops a statement that takes too much work', () => {
    const { problem, place } = run(`A := { [i] -> [i + 1] };\nA^999999;`, 10_000);
    expect(problem?.message).toMatch(/^Stopped after \d+ units of work\.$/);
    expect(place).toBe('A^999999');
  });

  it('is refused when it is nested too deeply, and not by an overflow of the stack', () => {
    for (const open of ['(', '- ', 'dom ', 'last ', 'A(']) expect(run(open.repeat(50_000)).problem).not.toBeNull();
  });
});
