import { describe, expect, it } from 'vitest';
import { resolveUse, visibleFiles } from '../../server/src/model/uses.ts';
import { MemoryWorkspace } from '../support/workspace.ts';

const OP = (name: string) => `op ${name}(X: T[N]) -> (Y: T[N]) { Y[n] = X[n] }\n`;

function codes(workspace: MemoryWorkspace, file: string): string[] {
  return workspace.diagnostics(file).map(({ code, message }) => `${code}: ${message}`);
}

describe('a use path', () => {
  it.each([
    ['file:///w/a.tile', './b.tile', 'file:///w/b.tile'],
    ['file:///w/a.tile', './b', 'file:///w/b.tile'],
    ['file:///w/x/a.tile', '../b.tile', 'file:///w/b.tile'],
    ['file:///w/a.tile', 'std/targets/trn1', 'tilewright-std:/targets/trn1.tile'],
    ['tilewright-std:/conv.tile', './matmul.tile', 'tilewright-std:/matmul.tile'],
    ['vscode-vfs://github/o/r/a.tile', './b.tile', 'vscode-vfs://github/o/r/b.tile'],
    ['file:///w/a.tile', 'b.tile', undefined],
    ['file:///w/a.tile', '/etc/passwd', undefined],
    ['file:///w/a.tile', 'https://example.org/b.tile', undefined],
  ])('seen from %s: %s is %s', (from, path, uri) => {
    expect(resolveUse(from, path)).toBe(uri);
  });
});

describe('files that use each other', () => {
  const files = {
    'a.tile': `use "./b.tile"\n${OP('a')}net n(x: T[N]) -> (y: T[N]) { y = a(b(c(x))) }\n`,
    'b.tile': `use "./c.tile"\nuse "./a.tile"\n${OP('b')}`,
    'c.tile': `use "./a.tile"\nuse "./b.tile"\n${OP('c')}`,
  };

  it('in a cycle are each seen once', () => {
    const workspace = new MemoryWorkspace(files);
    expect(codes(workspace, 'a.tile')).toEqual([]);
    const seen = workspace.compute((reader) => reader.get(visibleFiles, workspace.uri('a.tile')));
    expect(seen).toEqual(['a.tile', 'b.tile', 'c.tile'].map((name) => workspace.uri(name)));
  });

  it('are followed when one of them changes', () => {
    const workspace = new MemoryWorkspace(files);
    codes(workspace, 'a.tile');
    workspace.write('c.tile', OP('d'));
    expect(codes(workspace, 'a.tile')).toEqual([expect.stringContaining('There is no op or net `c` here.')]);
    workspace.write('b.tile', `${OP('b')}${OP('c')}`);
    expect(codes(workspace, 'a.tile')).toEqual([]);
  });

  it('and declare one name twice are told so, where the second file is used', () => {
    const workspace = new MemoryWorkspace({ ...files, 'c.tile': OP('c') + OP('a') });
    expect(codes(workspace, 'a.tile')[0]).toMatch(/^duplicate-name: `a` is declared twice/);
  });
});

describe('two use lines that bring one name', () => {
  it('are told though a file between them uses this one', () => {
    const x = 'op x(X: T[N]) -> (Y: T[N]) { Y[n] = X[n] }\n';
    const workspace = new MemoryWorkspace({
      'a.tile': 'use "./b.tile"\nuse "./c.tile"\nuse "./d.tile"\n',
      'b.tile': 'use "./a.tile"\n',
      'c.tile': x,
      'd.tile': x,
    });
    const [problem, ...others] = workspace.diagnostics('a.tile');
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'duplicate-name', start: 30 });
    expect(problem?.message).toBe('"./d.tile" and "./c.tile" both bring `x`. Delete one of the two lines, or rename.');
  });
});
