import { Lexer } from 'chevrotain';
import { describe, expect, it } from 'vitest';
import { TileParser } from '../../server/src/syntax/grammar/parser.ts';
import { allTokens, Keyword } from '../../server/src/syntax/tokens.ts';

describe('the grammar', () => {
  it('has no ambiguity, no left recursion and no unreachable alternative', () => {
    // what ships is built without these checks; this is the same class with them
    for (const recovery of [false, true]) {
      expect(() => new TileParser({ recovery, validation: true })).not.toThrow();
    }
  });

  it('has tokens that the lexer accepts, none of them unreachable', () => {
    const lexer = new Lexer(allTokens, { positionTracking: 'onlyOffset', ensureOptimizations: true });
    expect(lexer.lexerDefinitionErrors).toEqual([]);
  });

  it('consumes every keyword somewhere', () => {
    const rules = JSON.stringify(new TileParser({ recovery: false }).getSerializedGastProductions());
    const unused = Object.values(Keyword).filter(({ name }) => !rules.includes(JSON.stringify(name)));
    expect(unused.map(({ name }) => name)).toEqual([]);
  });
});
