import { describe, expect, it } from 'vitest';
import { type FixtureProblem, programOf, withMarkers } from './fixtures.ts';

const program = 'first line\n  second line\nthird';

function problem(start: number, end: number, message: string, rest: Partial<FixtureProblem> = {}): FixtureProblem {
  return { start, end, code: 'some-code', severity: 'error', message, ...rest };
}

describe('fixture markers', () => {
  it('point with carets at the columns of the line above', () => {
    expect(withMarkers(program, [problem(13, 19, 'what')])).toBe(
      'first line\n  second line\n//^^^^^^ some-code: what\nthird',
    );
  });

  it('name the columns where carets cannot stand', () => {
    const problems = [problem(0, 5, 'at the start'), problem(6, 6, 'empty'), problem(8, 15, 'two lines')];
    expect(withMarkers(program, problems)).toBe(
      [
        'first line',
        '//@0-5 some-code: at the start',
        '//@6-6 some-code: empty',
        '//@8-1:4 some-code: two lines',
        '  second line',
        'third',
      ].join('\n'),
    );
  });

  it('say a severity that is not error', () => {
    expect(withMarkers('word', [problem(2, 4, 'careful', { severity: 'warning' })])).toBe(
      'word\n//^^ warning some-code: careful',
    );
  });

  it('are no part of the program', () => {
    const problems = [problem(0, 5, 'a'), problem(8, 15, 'b'), problem(15, 19, 'c: d', { severity: 'info' })];
    expect(programOf(withMarkers(program, problems))).toBe(program);
  });

  it('are told from ordinary comments', () => {
    const text = '// a comment\n//^ not a marker\n//@ neither\n  // ^^^ nor this one';
    expect(programOf(text)).toBe(text);
  });

  it('differ when a problem is missing, too many or elsewhere', () => {
    const expected = withMarkers(program, [problem(13, 19, 'what')]);
    const others = [[], [problem(14, 19, 'what')], [problem(13, 19, 'what'), problem(20, 24, 'more')]];
    for (const problems of others) expect(withMarkers(programOf(expected), problems)).not.toBe(expected);
  });
});
