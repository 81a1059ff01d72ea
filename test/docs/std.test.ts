/** `docs/std.md` is made from the library itself: `UPDATE_SNAPSHOTS=1` writes it. */
import path from 'node:path';
import { expect, it } from 'vitest';
import { headerOf } from '../../server/src/features/hover.ts';
import { stdFiles } from '../../server/src/model/std-files.ts';
import type { Declaration } from '../../server/src/syntax/ast.ts';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { type ParsedDeclaration, parseDeclaration } from '../../server/src/syntax/parse.ts';
import { expectFile } from '../support/snapshots.ts';

const INTRODUCTION = `# The library

Every op and target that ships, as \`server/std\` declares it. \`use "std/conv"\` brings the ops of a file into scope,
\`use "std/targets/trn1"\` a target. In the editor, pointing at a name shows the same words. This page is generated.
`;

interface Entry {
  readonly tree: Declaration;
  readonly header: string;
  readonly parsed: ParsedDeclaration;
}

function entriesOf(text: string): readonly Entry[] {
  return splitDeclarations(text).flatMap((chunk) => {
    const parsed = parseDeclaration(chunk.text);
    const tree = parsed.declaration;
    if (!tree || tree.kind === 'use') return [];
    const header = headerOf(chunk.text.slice(parsed.spans[2 * tree.id], parsed.spans[2 * tree.id + 1]));
    return [{ tree, header, parsed }];
  });
}

function section({ tree, header, parsed }: Entry): string {
  const lines = [`\`\`\`tilewright\n${header}\n\`\`\``, parsed.doc];
  if (tree.kind === 'target') {
    for (const item of tree.items) {
      const doc = parsed.docs.find(({ id }) => id === item.id)?.text ?? '';
      lines.push(`- \`${itemName(item)}\`: ${doc.replaceAll(/\s+/g, ' ').trim()}`);
    }
  }
  return lines.filter((line) => line !== '').join('\n\n');
}

function itemName(item: Extract<Declaration, { kind: 'target' }>['items'][number]): string {
  if (item.kind === 'dma' || item.kind === 'copy') {
    return `${item.kind} ${item.from.name} ${item.both ? '<->' : '->'} ${item.to.name}`;
  }
  return item.kind === 'instr' ? `instr ${item.engine.name}.${item.name.name}` : `${item.kind} ${item.name.name}`;
}

const files = Object.entries(stdFiles).map(([name, text]) => ({
  name: name.replace(/\.tile$/, ''),
  entries: entriesOf(text),
}));

it('every op, target and item of a target is documented', () => {
  const missing = files.flatMap(({ name, entries }) =>
    entries.flatMap(({ tree, parsed }) => {
      const items =
        tree.kind === 'target' ? tree.items.filter(({ id }) => !parsed.docs.some((doc) => doc.id === id)) : [];
      return [
        ...(parsed.doc === '' ? [`${name}: ${tree.kind}`] : []),
        ...items.map((item) => `${name}: ${itemName(item)}`),
      ];
    }),
  );
  expect(missing).toEqual([]);
});

it('docs/std.md is up to date', () => {
  const pages = files.map(({ name, entries }) => `## std/${name}\n\n${entries.map(section).join('\n\n')}\n`);
  expectFile(path.resolve(import.meta.dirname, '../../docs/std.md'), [INTRODUCTION, ...pages].join('\n'));
});
