import { describe, expect, it } from 'vitest';
import { type CopyNode, type Program, type ProgramNode, programProblems } from '../../server/src/polyhedral/program.ts';
import { analyse } from '../analysis/analyse.ts';
import { joinedSamples } from '../analysis/samples.ts';

/** The program of a kernel of the samples. */
function programOf(kernel: string, ...samples: string[]): Program {
  const { program } = analyse(joinedSamples('trn1.tile', ...samples), kernel);
  if (!program.ok) throw new Error(program.reason);
  return program.program;
}

const matmul = programOf('matmul_blocked', 'matmul.tile');

/** The program with each of its nodes replaced. */
function withNodes(program: Program, change: (node: ProgramNode) => ProgramNode): Program {
  const changed = (nodes: readonly ProgramNode[]): ProgramNode[] =>
    nodes.map((node) => {
      const result = change(node);
      return result.kind === 'for' || result.kind === 'block' ? { ...result, body: changed(result.body) } : result;
    });
  return { ...program, tree: changed(program.tree) };
}

describe('the program of a kernel', () => {
  it.each([
    ['matmul_simple', 'matmul.tile'],
    ['matmul_blocked', 'matmul.tile'],
    ['conv_rows', 'conv2d.tile'],
    ['attention_rows', 'attention.tile'],
  ])('%s keeps the invariants', (kernel, sample) => {
    expect(programProblems(programOf(kernel, sample))).toEqual([]);
  });

  it('of a sample is its statements, tensors and schedule at the case', () => {
    const { statements, tensors, tree } = programOf('conv_rows', 'conv2d.tile');
    const [statement] = statements;
    expect([...(statement?.domain ?? [])].map(([index, { lower, upper }]) => `${index}: ${lower}..${upper}`)).toEqual([
      'n: 0..1',
      'p: 0..56',
      'q: 0..56',
      'k: 0..64',
      'r: 0..3',
      's: 0..3',
      'c: 0..64',
    ]);
    expect(statement?.reads[0]?.dimensions[1]).toEqual({
      constant: -1n,
      terms: new Map([
        ['p', 1n],
        ['r', 1n],
      ]),
    });
    expect(statement?.reads.map(({ padded }) => padded)).toEqual([true, false]);
    expect(tensors.get('Y')).toMatchObject({ role: 'result', bits: 16, extents: [1n, 56n, 56n, 64n], home: 'hbm' });
    expect(tree.map(({ kind }) => kind)).toEqual(['load', 'for']);
  });
});

describe('a program that breaks an invariant', () => {
  const [statement] = matmul.statements as [Program['statements'][number]];
  const broken: readonly (readonly [string, Program, string])[] = [
    [
      'a reversed interval',
      {
        ...matmul,
        statements: [{ ...statement, domain: new Map(statement.domain).set('m', { lower: 1n, upper: 0n }) }],
      },
      'C: interval of m is reversed',
    ],
    [
      'an access of another rank',
      { ...matmul, statements: [{ ...statement, write: { ...statement.write, dimensions: [] } }] },
      'C: rank of C',
    ],
    [
      'an access over an index that its domain lacks',
      {
        ...matmul,
        statements: [{ ...statement, reads: statement.reads.map((read) => ({ ...read, domain: new Map() })) }],
      },
      'C: free index k',
    ],
    [
      'a tile size of 0',
      withNodes(matmul, (node) => (node.kind === 'for' && node.index === 'm' ? { ...node, by: 0n } : node)),
      'tile size 0',
    ],
    [
      'a step that executes no statement of the program',
      withNodes(matmul, (node) => (node.kind === 'do' ? { ...node, statements: [1] } : node)),
      'statement',
    ],
    [
      'a step of an unknown tensor',
      withNodes(matmul, (node) => (node.kind === 'store' ? { ...node, tensor: 'D' } : node)),
      'tensor D',
    ],
    [
      'a layout of a dimension that the tensor lacks',
      withNodes(matmul, (node) =>
        node.kind === 'load' ? { ...(node as CopyNode), layout: { partition: [{ dimension: 2 }], free: [] } } : node,
      ),
      'dimension 2',
    ],
  ];

  it.each(broken)('has %s, and is told', (_, program, problem) => {
    expect(programProblems(program).join('\n')).toContain(problem);
  });
});
