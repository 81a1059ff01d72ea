import { describe, expect, it } from 'vitest';
import { MAXIMUM_LENGTH } from '../../server/src/hints/hint.ts';
import { MemoryWorkspace, sample } from '../support/workspace.ts';

/** The hint of each line that has one, beside the line, for a kernel of `Y = X` on a target with partitions and banks. */
function hints(steps: string, sizes: string): string[] {
  const text = `use "./trn1.tile"
op copy(X: T[M, N]) -> (Y: T[M, N]) { Y[m, n] = X[m, n] }
kernel k for copy on trn1 {
${steps}
}
case k { ${sizes} }
`;
  const workspace = new MemoryWorkspace({ 'trn1.tile': sample('trn1.tile'), 'k.tile': text });
  return workspace.hints('k.tile').map(({ offset, label }) => {
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    return `${line.trim()} -> ${label}`;
  });
}

describe('the hint of a load', () => {
  it('says what is moved for what, and how often, where something is fetched again', () => {
    const labels = MemoryWorkspace.ofSamples('trn1.tile', 'matmul.tile').hints('matmul.tile');
    expect(labels.map(({ label }) => label)).toContain('128 KiB · 1 GiB for 32 MiB · 32×');
  });

  it('leaves the totals out where nothing is', () => {
    const steps = '  for m by 128 {\n    hold Y in sbuf\n    load X in sbuf as [m | n]\n    do Y\n    store Y\n  }';
    expect(hints(steps, 'M = 256, N = 256, T = f16')).toContain('load X in sbuf as [m | n] -> 64 KiB · 1×');
  });

  it('has one buffer and its number where several are kept', () => {
    const steps =
      '  for m by 64 {\n    hold Y in sbuf\n    load X in sbuf buffers 3 as [m | n]\n    do Y\n    store Y\n  }';
    expect(hints(steps, 'M = 256, N = 256, T = f16')).toContain('load X in sbuf buffers 3 as [m | n] -> 3×32 KiB · 1×');
  });
});

describe('the hint of a hold', () => {
  const steps = '  for m by 128 {\n    hold Y in psum as [m | n]\n    load X in sbuf\n    do Y\n    store Y\n  }';

  it('counts banks, of which a buffer takes the last one as a whole', () => {
    expect(hints(steps, 'M = 256, N = 512, T = f32')).toContain('hold Y in psum as [m | n] -> 256 KiB · 1 bank');
    expect(hints(steps, 'M = 256, N = 513, T = f32')).toContain('hold Y in psum as [m | n] -> 257 KiB · 2 banks');
    expect(hints(steps, 'M = 256, N = 100, T = f32')).toContain('hold Y in psum as [m | n] -> 50 KiB · 1 bank');
  });
});

it('no hint of the samples is longer than the limit', () => {
  const names = ['trn1.tile', 'matmul.tile', 'conv2d.tile', 'attention.tile'];
  const workspace = MemoryWorkspace.ofSamples(...names);
  const labels = names.flatMap((name) => workspace.hints(name).map(({ label }) => label));
  expect(labels.length).toBeGreaterThan(10);
  expect(labels.filter((label) => label.length > MAXIMUM_LENGTH)).toEqual([]);
});
