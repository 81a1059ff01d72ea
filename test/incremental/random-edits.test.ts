/** After any edits, the incremental answer is the one from scratch. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../support/runs.ts';
import { MemoryWorkspace, sample, sampleNames } from '../support/workspace.ts';

interface Edit {
  readonly file: number;
  /** Where, as a fraction of the tokens of the file. */
  readonly at: number;
  readonly kind: 'delete' | 'insert' | 'replace' | 'double';
  readonly text: string;
}

const TOKEN = /\s+|\/\/[^\n]*|[A-Za-z_]\w*|\d+|./gs;

const editArbitrary: fc.Arbitrary<Edit> = fc.record({
  file: fc.nat(100),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  kind: fc.constantFrom('delete', 'insert', 'replace', 'replace', 'double'),
  text: fc.constantFrom(
    '128',
    '64',
    '0',
    ' ',
    '\n',
    'm',
    'K',
    'load',
    'hold',
    'for',
    '{',
    '}',
    '[',
    '|',
    '// x\n',
    '/// doc\n',
    'case',
    'A',
    'T',
    '"',
    '\nop f(A: T[N]) -> (B: T[N]) { B[i] = A[i] }\n',
  ),
});

function apply(text: string, { at, kind, text: inserted }: Edit): string {
  const tokens = text.match(TOKEN) ?? [];
  const i = Math.floor(at * tokens.length);
  const token = tokens[i] ?? '';
  const replacement = { delete: '', insert: inserted + token, replace: inserted, double: token + token }[kind];
  return [...tokens.slice(0, i), replacement, ...tokens.slice(i + 1)].join('');
}

it('the incremental answer equals the one from scratch', () => {
  const names = sampleNames();
  fc.assert(
    fc.property(fc.array(editArbitrary, { minLength: 1, maxLength: 12 }), (edits) => {
      const workspace = MemoryWorkspace.ofSamples(...names);
      const texts = Object.fromEntries(names.map((name) => [name, sample(name)]));
      for (const name of names) workspace.diagnostics(name);
      for (const edit of edits) {
        const name = names[edit.file % names.length] as string;
        texts[name] = apply(texts[name] as string, edit);
        workspace.write(name, texts[name] as string);
        workspace.hints(name);
      }
      const fresh = new MemoryWorkspace(texts);
      for (const name of names) {
        expect(workspace.diagnostics(name)).toEqual(fresh.diagnostics(name));
        expect(workspace.hints(name)).toEqual(fresh.hints(name));
      }
    }),
    { numRuns: runs(40) },
  );
});

it('the memory of a long session is bounded', () => {
  const workspace = MemoryWorkspace.ofSamples('matmul.tile', 'trn1.tile');
  const text = sample('matmul.tile');
  for (let i = 0; i < 600; i++) {
    // a name that is typed leaves a declaration of each of its prefixes behind
    workspace.write('matmul.tile', text.replaceAll('matmul_simple', `matmul_simple${i}`));
    workspace.hints('matmul.tile');
  }
  expect(workspace.database.size).toBeLessThan(4000);
});
