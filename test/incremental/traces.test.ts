/** What runs again after an edit: counted by the trace, for each kind of edit. */
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryWorkspace } from '../support/workspace.ts';

const FILE = 'matmul.tile';
let workspace: MemoryWorkspace;

function analyse(): void {
  workspace.diagnostics(FILE);
  workspace.hints(FILE);
}

beforeEach(() => {
  workspace = MemoryWorkspace.ofSamples(FILE, 'trn1.tile');
  analyse();
  workspace.ran();
});

/** Edits, analyses, and says what ran. */
function ranAfter(from: string, to: string, file = FILE): string[] {
  workspace.edit(file, from, to);
  analyse();
  return workspace.ran();
}

/** Queries of the layers below the syntax. */
function beyondSyntax(lines: readonly string[]): string[] {
  return lines.filter((line) => !/^(parse|declaration|isBroken|syntaxProblems)\(/.test(line));
}

describe('an edit', () => {
  it('of a comment runs no analysis', () => {
    const ran = ranAfter('// psum to sbuf', '// from psum to sbuf');
    expect(beyondSyntax(ran)).toEqual([]);
    expect(ran).toMatchInlineSnapshot(`
      [
        "declaration(matmul.tile, kernel matmul_simple)",
        "isBroken(matmul.tile, kernel matmul_simple)",
        "parse(matmul.tile, kernel matmul_simple)",
        "syntaxProblems(matmul.tile, kernel matmul_simple)",
      ]
    `);
  });

  it('of white space runs no analysis', () => {
    const ran = ranAfter('kernel matmul_simple for', 'kernel   matmul_simple\n  for');
    expect(beyondSyntax(ran)).toEqual([]);
    expect(ran).toMatchInlineSnapshot(`
      [
        "declaration(matmul.tile, kernel matmul_simple)",
        "isBroken(matmul.tile, kernel matmul_simple)",
        "parse(matmul.tile, kernel matmul_simple)",
        "syntaxProblems(matmul.tile, kernel matmul_simple)",
      ]
    `);
  });

  it('of a doc comment runs no analysis', () => {
    expect(beyondSyntax(ranAfter('/// C = A·B.', '/// The product of two matrices.'))).toEqual([]);
  });

  it('in one kernel runs nothing of another', () => {
    const ran = ranAfter('for k by 128 {\n', 'for k by 64 {\n');
    expect(ran.filter((line) => line.includes('matmul_blocked'))).toEqual([]);
    expect(ran).toMatchInlineSnapshot(`
      [
        "caseProblems(matmul.tile, case matmul_simple)",
        "chosenCase(matmul.tile, kernel matmul_simple, )",
        "declaration(matmul.tile, kernel matmul_simple)",
        "environment(matmul.tile, kernel matmul_simple, matmul.tile, case matmul_simple)",
        "isBroken(matmul.tile, kernel matmul_simple)",
        "kernel(matmul.tile, kernel matmul_simple)",
        "kernelFacts(matmul.tile, kernel matmul_simple, matmul.tile, case matmul_simple)",
        "kernelHints(matmul.tile, kernel matmul_simple, )",
        "kernelProblems(matmul.tile, kernel matmul_simple)",
        "kernelWithProblems(matmul.tile, kernel matmul_simple)",
        "leftOutProblems(matmul.tile, kernel matmul_simple)",
        "parse(matmul.tile, kernel matmul_simple)",
        "program(matmul.tile, kernel matmul_simple, matmul.tile, case matmul_simple)",
        "syntaxProblems(matmul.tile, kernel matmul_simple)",
      ]
    `);
  });

  it('that breaks one kernel runs nothing of another', () => {
    const ran = beyondSyntax(ranAfter('load A in sbuf as [k | m]', 'load A in sbuf as [k | m'));
    expect(ran.filter((line) => line.includes('matmul_blocked'))).toEqual([]);
  });

  it('of a case runs no model of a kernel', () => {
    const ran = ranAfter('case matmul_simple { M = 4096', 'case matmul_simple { M = 1000');
    expect(beyondSyntax(ran)).toMatchInlineSnapshot(`
      [
        "case(matmul.tile, case matmul_simple)",
        "caseProblems(matmul.tile, case matmul_simple)",
        "casesFor(matmul.tile, matmul_blocked)",
        "casesFor(matmul.tile, matmul_simple)",
        "environment(matmul.tile, kernel matmul_simple, matmul.tile, case matmul_simple)",
        "kernelFacts(matmul.tile, kernel matmul_simple, matmul.tile, case matmul_simple)",
        "kernelHints(matmul.tile, kernel matmul_simple, )",
        "leftOutProblems(matmul.tile, kernel matmul_simple)",
        "program(matmul.tile, kernel matmul_simple, matmul.tile, case matmul_simple)",
      ]
    `);
  });

  it('of an equation of the op runs no signature of its users, and no other op', () => {
    const ran = ranAfter('A[m, k] * B[k, n]', 'B[k, n] * A[m, k]');
    expect(beyondSyntax(ran)).toMatchInlineSnapshot(`
      [
        "kernelFacts(matmul.tile, kernel matmul_blocked, matmul.tile, case matmul_blocked)",
        "kernelFacts(matmul.tile, kernel matmul_simple, matmul.tile, case matmul_simple)",
        "kernelHints(matmul.tile, kernel matmul_blocked, )",
        "kernelHints(matmul.tile, kernel matmul_simple, )",
        "kernelProblems(matmul.tile, kernel matmul_blocked)",
        "kernelProblems(matmul.tile, kernel matmul_simple)",
        "kernelWithProblems(matmul.tile, kernel matmul_blocked)",
        "kernelWithProblems(matmul.tile, kernel matmul_simple)",
        "leftOutProblems(matmul.tile, kernel matmul_blocked)",
        "leftOutProblems(matmul.tile, kernel matmul_simple)",
        "op(matmul.tile, op matmul)",
        "opProblems(matmul.tile, op matmul)",
        "opWithProblems(matmul.tile, op matmul)",
        "program(matmul.tile, kernel matmul_blocked, matmul.tile, case matmul_blocked)",
        "program(matmul.tile, kernel matmul_simple, matmul.tile, case matmul_simple)",
        "signatureWithProblems(matmul.tile, op matmul)",
      ]
    `);
  });

  it('of a declaration above leaves those below alone', () => {
    const ran = ranAfter('/// C = A·B.', 'op other(X: T[N]) -> (Y: T[N]) { Y[n] = X[n] }\n\n/// C = A·B.');
    expect(beyondSyntax(ran).filter((line) => /kernelFacts|program|environment/.test(line))).toEqual([]);
  });

  it('of a used file runs only what depends on the change', () => {
    const ran = ranAfter('capacity 16 GiB', 'capacity 32 GiB', 'trn1.tile');
    expect(ran.filter((line) => /^(parse|op|signature)\(matmul/.test(line))).toEqual([]);
  });

  it('taken back gives back the old hints', () => {
    const before = workspace.hints(FILE);
    ranAfter('for k by 128 {\n', 'for k by 64 {\n');
    ranAfter('for k by 64 {\n', 'for k by 128 {\n');
    expect(workspace.hints(FILE)).toEqual(before);
  });
});

describe('an edit of the body of an op', () => {
  it('runs nothing of the nets that call it', () => {
    const nets = MemoryWorkspace.ofSamples('resnet50.tile', 'conv2d.tile', 'copies.tile', 'trn1.tile');
    nets.diagnostics('resnet50.tile');
    nets.ran();
    nets.edit('conv2d.tile', ' or 0) * F[r, s, c, k]', ' or 1) * F[r, s, c, k]');
    nets.diagnostics('resnet50.tile');
    expect(beyondSyntax(nets.ran())).toMatchInlineSnapshot(`
      [
        "signatureWithProblems(conv2d.tile, op conv2d)",
      ]
    `);
  });
});
