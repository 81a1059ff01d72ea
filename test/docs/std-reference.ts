/**
 * The page of the library, `docs/std.md`, made from the library: each declaration's header as it is written, and its own
 * documentation. `npm run docs` writes it.
 */
import { headerOf } from '../../server/src/features/hover.ts';
import { stdFiles } from '../../server/src/model/std-files.ts';
import type { Declaration, InstructionItem, Node, TargetDeclaration, TargetItem } from '../../server/src/syntax/ast.ts';
import { splitDeclarations } from '../../server/src/syntax/chunks.ts';
import { type ParsedDeclaration, parseDeclaration } from '../../server/src/syntax/parse.ts';

const INTRODUCTION = `# The library

Every op and target that ships, as \`server/std\` declares it. \`use "std/conv"\` brings the ops of a file into scope,
\`use "std/targets/trn1"\` a target. In the editor, pointing at a name shows the same words. This page is generated.`;

class Entry {
  readonly tree: Declaration;
  readonly parsed: ParsedDeclaration;
  readonly #text: string;

  constructor(tree: Declaration, parsed: ParsedDeclaration, text: string) {
    this.tree = tree;
    this.parsed = parsed;
    this.#text = text;
  }

  get name(): string {
    return 'name' in this.tree ? this.tree.name.name : '';
  }

  /** The source of nodes that stand side by side, white space as single blanks. */
  source(first: Node, last: Node = first): string {
    const { spans } = this.parsed;
    return oneLine(this.#text.slice(spans[2 * first.id], spans[2 * last.id + 1]));
  }

  header(): string {
    const { spans } = this.parsed;
    return headerOf(this.#text.slice(spans[2 * this.tree.id], spans[2 * this.tree.id + 1]));
  }

  docOf(item: TargetItem): string {
    return oneLine(this.parsed.docs.find(({ id }) => id === item.id)?.text ?? '');
  }
}

interface StdFile {
  /** As `use` names it. */
  readonly name: string;
  /** The comment at the head of the file. */
  readonly about: string;
  readonly entries: readonly Entry[];
}

const files = Object.entries(stdFiles).map(([path, text]) => readFile(`std/${path.replace(/\.tile$/, '')}`, text));

function readFile(name: string, text: string): StdFile {
  const chunks = splitDeclarations(text).map((chunk) => ({ chunk, parsed: parseDeclaration(chunk.text) }));
  const entries = chunks.flatMap(({ chunk, parsed }) => {
    const tree = parsed.declaration;
    return tree && tree.kind !== 'use' ? [new Entry(tree, parsed, chunk.text)] : [];
  });
  const preamble = chunks.find(({ chunk }) => chunk.kind === 'preamble');
  return { name, about: preamble ? firstComment(preamble.chunk.text, preamble.parsed) : '', entries };
}

/** The comment lines up to the first blank line, without their slashes. */
function firstComment(text: string, { comments }: ParsedDeclaration): string {
  const end = comments.findIndex(({ end: at }, i) => text.slice(at, comments[i + 1]?.start).split('\n').length > 2);
  const block = end < 0 ? comments : comments.slice(0, end + 1);
  return block.map((comment) => comment.text.slice('//'.length).trim()).join('\n');
}

/** @returns what of the library has no documentation: ops, targets, items of targets, files. */
export function undocumented(): readonly string[] {
  return files.flatMap(({ name, about, entries }) => [
    ...(about === '' && entries.some(({ tree }) => tree.kind === 'op') ? [name] : []),
    ...entries.flatMap((entry) => [
      ...(entry.parsed.doc === '' ? [`${name}: ${entry.name}`] : []),
      ...itemsOf(entry.tree)
        .filter((item) => entry.docOf(item) === '')
        .map((item) => `${name}: ${entry.name}: ${itemName(item)}`),
    ]),
  ]);
}

/** @returns the page. */
export function stdReference(): string {
  const contents = files.map(({ name, entries }) => {
    const links = entries.map((entry) => `[${entry.name}](#${entry.name.toLowerCase()})`);
    return `| \`${name}\` | ${links.join(' ')} |`;
  });
  const sections = files.map(({ name, about, entries }) =>
    paragraphs([`## ${name}`, about, ...entries.map(entrySection)]),
  );
  return `${paragraphs([INTRODUCTION, ['| file | declares |', '|---|---|', ...contents].join('\n'), ...sections])}\n`;
}

function entrySection(entry: Entry): string {
  const { tree, parsed } = entry;
  const header = `\`\`\`tilewright\n${entry.header()}\n\`\`\``;
  if (tree.kind !== 'target') return paragraphs([`### ${entry.name}`, header, parsed.doc]);
  return paragraphs([`### ${entry.name}`, parsed.doc, resources(entry, tree), instructions(entry, tree)]);
}

/** Memories, paths, engines and units, in declared order. */
function resources(entry: Entry, tree: TargetDeclaration): string {
  const rows = tree.items.flatMap((item) => {
    if (item.kind === 'instr') return [];
    const [first] = item.properties;
    const figures = first ? `\`${entry.source(first, item.properties.at(-1))}\`` : '';
    return [[`\`${itemName(item)}\``, figures, entry.docOf(item)]];
  });
  return table(['item', 'figures', 'notes'], rows);
}

function instructions(entry: Entry, tree: TargetDeclaration): string {
  const rows = tree.items.flatMap((item) => (item.kind === 'instr' ? [instructionRow(entry, item)] : []));
  return rows.length === 0 ? '' : table(['instruction', 'limits', 'cost', 'notes'], rows);
}

function instructionRow(entry: Entry, item: InstructionItem): readonly string[] {
  const operands = item.parameters.list.map((operand) => entry.source(operand)).join(', ');
  const results = item.results.map((result) => entry.source(result)).join(', ');
  const limits = item.where.map((limit) => `\`${entry.source(limit)}\``).join(', ');
  const cost = item.cost ? `\`${entry.source(item.cost.amount)} ${item.cost.unit}\`` : '';
  return [`\`${item.engine.name}.${item.name.name}(${operands}) -> (${results})\``, limits, cost, entry.docOf(item)];
}

function itemsOf(tree: Declaration): readonly TargetItem[] {
  return tree.kind === 'target' ? tree.items : [];
}

function itemName(item: TargetItem): string {
  if (item.kind === 'dma' || item.kind === 'copy') {
    const ends = `${item.kind} ${item.from.name} ${item.both ? '<->' : '->'} ${item.to.name}`;
    return item.kind === 'copy' ? `${ends} on ${item.engines.map(({ name }) => name).join(', ')}` : ends;
  }
  return item.kind === 'instr' ? `instr ${item.engine.name}.${item.name.name}` : `${item.kind} ${item.name.name}`;
}

/** A bar ends a cell, in code too. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map(row)].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
