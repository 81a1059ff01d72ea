/** The statement that a declaration is. */
import type { CaseDeclaration, CaseEntry, Declaration, OpDeclaration } from '../ast.ts';
import type { Statement } from './block.ts';
import { braced } from './braced.ts';
import type { Doc } from './document.ts';
import { equationBlock } from './equations.ts';
import { boundExpression } from './expressions.ts';
import { kernelStatement, numberList } from './kernels.ts';
import { netStatement } from './nets.ts';
import { signature, withBrace } from './signatures.ts';
import { targetStatement } from './targets.ts';
import type { TokenCursor } from './token-cursor.ts';

export function declarationStatement(tokens: TokenCursor, declaration: Declaration): Statement {
  switch (declaration.kind) {
    case 'use':
      return { kind: 'plain', doc: [tokens.take('use'), tokens.take(`"${declaration.path}"`, ' ')] };
    case 'const': {
      const name = [tokens.take('const'), tokens.take(declaration.name.name, ' '), tokens.take('=', ' ')];
      return { kind: 'plain', doc: [...name, tokens.gap(' '), boundExpression(tokens, declaration.value)] };
    }
    case 'op':
      return opStatement(tokens, declaration);
    case 'target':
      return targetStatement(tokens, declaration);
    case 'kernel':
      return kernelStatement(tokens, declaration);
    case 'net':
      return netStatement(tokens, declaration);
    case 'case':
      return caseStatement(tokens, declaration);
  }
}

function opStatement(tokens: TokenCursor, op: OpDeclaration): Statement {
  const extern = op.extern ? [tokens.take('extern'), tokens.take('op', ' ')] : [tokens.take('op')];
  const width = `${op.extern ? 'extern ' : ''}op ${op.name.name}`.length;
  const begin = { doc: [...extern, tokens.take(op.name.name, ' ')], width };
  const header = withBrace(tokens, signature(tokens, begin, op));
  return { kind: 'block', header, block: equationBlock(tokens, op.equations) };
}

function caseStatement(tokens: TokenCursor, { name, for: subject, on, entries }: CaseDeclaration): Statement {
  const head = [tokens.take('case'), tokens.take(name.name, ' ')];
  if (subject) head.push(tokens.take('for', ' '), tokens.take(subject.name, ' '));
  if (on) head.push(tokens.take('on', ' '), tokens.take(on.name, ' '));
  const values = [tokens.gap(' '), braced(tokens, entries, (entry) => caseEntry(tokens, entry))];
  return { kind: 'plain', doc: [...head, ...values] };
}

function caseEntry(tokens: TokenCursor, { name, value }: CaseEntry): Doc {
  const begin = [tokens.take(name.name), tokens.take('=', ' '), tokens.gap(' ')];
  switch (value.kind) {
    case 'name':
      return [...begin, tokens.take(value.name)];
    case 'list':
      return [...begin, numberList(tokens, value.numbers)];
    case 'number':
      if (!value.text.startsWith('-')) return [...begin, tokens.take(value.text)];
      return [...begin, tokens.take('-'), tokens.take(value.text.slice(1))];
  }
}
