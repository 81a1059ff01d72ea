/**
 * Parsing by declaration: a file is cut where a declaration keyword stands in column 1, before anything is parsed.
 *
 * So an edit concerns one declaration, and a declaration that is broken, or never closed, cannot swallow the next.
 * The price: inside a declaration no line may start in column 1 like a declaration (`const n = 1`); indent it.
 *
 * Invariant: the texts of the chunks, one behind the other, are the file.
 */
import type { Declaration } from './ast.ts';

export interface DeclarationChunk {
  /** `preamble` is the text before the first declaration. An `extern op` is an `op`. */
  readonly kind: Declaration['kind'] | 'preamble';
  /** As written; the path of a `use`; empty where the text has none. */
  readonly name: string;
  /** Offset of the text in the file. */
  readonly start: number;
  /** From the first doc line of the declaration to that of the next. */
  readonly text: string;
  /** Unique in the file, and the same when other declarations come, go or change. */
  readonly key: string;
}

/**
 * Files over this many characters are not read: the whole text is then one `preamble`, and the parser says so. (A
 * file of a thousand kernels has about a million.)
 */
export const MAXIMUM_FILE_LENGTH = 10_000_000;

/** What makes a line the first of a declaration: a keyword and behind it what no equation, step or wire has there. */
const heads: readonly { readonly kind: Declaration['kind']; readonly pattern: RegExp }[] = [
  { kind: 'use', pattern: /use(?:[ \t]*"([^"\r\n]*)|[ \t]+(?=[\w.])|[ \t]*(?=\r|\n|$|\/\/))/y },
  { kind: 'op', pattern: /(?:extern[ \t]+)?op(?:[ \t]+([A-Za-z_]\w*)|[ \t]*(?=\(|\r|\n|$|\/\/))/y },
  { kind: 'op', pattern: /extern[ \t]+(?!in\b)([A-Za-z_]\w*)[ \t]*(?=\()/y },
  { kind: 'target', pattern: /target(?:[ \t]+([A-Za-z_]\w*)|[ \t]*(?=\{|\r|\n|$|\/\/))/y },
  {
    kind: 'kernel',
    pattern: /kernel(?:[ \t]+(?!for[ \t]+(?!for\b)\w)([A-Za-z_]\w*)|[ \t]*(?=\r|\n|$|\/\/|[ \t]for\b))/y,
  },
  { kind: 'net', pattern: /net(?:[ \t]+([A-Za-z_]\w*)|[ \t]*(?=\(|\r|\n|$|\/\/))/y },
  {
    kind: 'case',
    pattern:
      /case(?:[ \t]+(?!(?:for|on)[ \t]+(?!for\b|on\b)\w)([A-Za-z_]\w*)|[ \t]*(?=\{|\r|\n|$|\/\/|[ \t](?:for|on)\b))/y,
  },
  { kind: 'const', pattern: /const(?:[ \t]+([A-Za-z_]\w*)|[ \t]*(?=\r|\n|$|\/\/))/y },
];

interface Head {
  readonly kind: Declaration['kind'];
  readonly name: string;
}

/** Cuts a file into its declarations. Linear in the length of the text. */
export function splitDeclarations(text: string): readonly DeclarationChunk[] {
  if (text.length > MAXIMUM_FILE_LENGTH) return [{ kind: 'preamble', name: '', start: 0, text, key: 'preamble' }];
  const chunks: DeclarationChunk[] = [];
  const keys = new Map<string, number>();
  let open: Head | undefined;
  let openStart = 0;
  const close = (end: number) => {
    if (!open && end === openStart) return;
    const { kind, name } = open ?? { kind: 'preamble', name: '' };
    chunks.push({ kind, name, start: openStart, text: text.slice(openStart, end), key: uniqueKey(keys, kind, name) });
  };
  let docStart = -1;
  for (let line = text.charCodeAt(0) === 0xfeff ? 1 : 0; line < text.length; line = nextLine(text, line)) {
    if (isDocLine(text, line)) {
      if (docStart < 0) docStart = line;
      continue;
    }
    const head = headAt(text, line);
    if (head) {
      const start = docStart >= 0 ? docStart : line;
      close(start);
      open = head;
      openStart = start;
    }
    docStart = -1;
  }
  close(text.length);
  return chunks;
}

function uniqueKey(keys: Map<string, number>, kind: string, name: string): string {
  const base = name === '' ? kind : `${kind} ${name}`;
  let repetition = keys.get(base) ?? 0;
  let key = repetition === 0 ? base : `${base}#${repetition}`;
  while (repetition > 0 && keys.has(key)) key = `${base}#${++repetition}`;
  keys.set(base, repetition + 1);
  if (key !== base) keys.set(key, 1);
  return key;
}

/** Offset of the line behind the one that contains `offset`. Lines end with `\n`, `\r\n` or `\r`. */
function nextLine(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) return at + 1;
    if (code === 13) return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  }
  return text.length;
}

function isDocLine(text: string, line: number): boolean {
  let at = line;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return text.startsWith('///', at) && text.charCodeAt(at + 3) !== 47;
}

/** Does a declaration begin at this offset, and in column 1? */
export function beginsDeclaration(text: string, offset: number): boolean {
  const before = text.charAt(offset - 1);
  const inFirstColumn = offset === 0 || before === '\n' || before === '\r' || (offset === 1 && before === '\uFEFF');
  return inFirstColumn && headAt(text, offset) !== undefined;
}

const firstLetters = new Set([...'utoeknc'].map((letter) => letter.charCodeAt(0)));

function headAt(text: string, line: number): Head | undefined {
  if (!firstLetters.has(text.charCodeAt(line))) return undefined;
  for (const { kind, pattern } of heads) {
    pattern.lastIndex = line;
    const match = pattern.exec(text);
    if (match) return { kind, name: match[1] ?? '' };
  }
  return undefined;
}
