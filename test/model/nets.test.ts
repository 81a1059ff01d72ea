import { describe, expect, it } from 'vitest';
import { netExpansion } from '../../server/src/model/net-queries.ts';
import { MemoryWorkspace } from '../support/workspace.ts';

function expand(workspace: MemoryWorkspace, file: string, net: string) {
  workspace.diagnostics(file);
  const uri = workspace.uri(file);
  return workspace.compute((reader) => reader.get(netExpansion, uri, `net ${net}`, uri, `case ${net}`));
}

describe('the nets of the samples', () => {
  it('resnet50 has 125 operators, 53 of them convolutions, 42 distinct', () => {
    const workspace = MemoryWorkspace.ofSamples('resnet50.tile', 'conv2d.tile', 'copies.tile', 'trn1.tile');
    const result = expand(workspace, 'resnet50.tile', 'resnet50');
    if (!result.ok) throw new Error(result.reason);
    expect(result.problems).toEqual([]);
    const { instances } = result.expansion;
    expect(instances.length).toBe(125);
    expect(instances.filter(({ opName }) => opName === 'conv2d').length).toBe(53);
    expect(new Set(instances.map(({ key }) => key)).size).toBe(42);
  });

  it('wavenet has 210 operators, 13 distinct with their dilations', () => {
    const workspace = MemoryWorkspace.ofSamples('wavenet.tile', 'copies.tile', 'conv2d.tile', 'trn1.tile');
    const result = expand(workspace, 'wavenet.tile', 'wavenet');
    if (!result.ok) throw new Error(result.reason);
    expect(result.problems).toEqual([]);
    expect(result.expansion.instances.length).toBe(210);
    expect(new Set(result.expansion.instances.map(({ key }) => key)).size).toBe(13);
  });
});

describe('a result that is wired', () => {
  it('may be read like any tensor, and so may a const that is no whole number', () => {
    const workspace = new MemoryWorkspace({
      'n.tile': [
        'op scaled(X: T[M], const by) -> (Y: T[M]) { Y[m] = X[m] * by }',
        'net n(x: T[M], const by = 0.5) -> (y: T[M], z: T[M]) {',
        '  y = scaled(x, by = by)',
        '  z = scaled(y, by = -1.5)',
        '}',
        'case n { M = 6, T = f16 }',
      ].join('\n'),
    });
    const result = expand(workspace, 'n.tile', 'n');
    if (!result.ok) throw new Error(result.reason);
    const { instances, results } = result.expansion;
    expect(instances.map(({ inputs, outputs, reals }) => [...inputs, ...outputs, reals.get('by')])).toEqual([
      [0, 1, '0.5'],
      [1, 2, '-1.5'],
    ]);
    expect([...results]).toEqual([
      ['y', 1],
      ['z', 2],
    ]);
  });
});
