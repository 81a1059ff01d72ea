/** The whole grammar: one declaration of any kind. */
import {
  Comma,
  Equal,
  Identifier,
  Keyword,
  LeftBrace,
  Minus,
  NumberToken,
  RightBrace,
  StringToken,
} from '../tokens.ts';
import type { GrammarOptions } from './expressions.ts';
import { NetGrammar } from './nets.ts';

export class TileParser extends NetGrammar {
  constructor(options: GrammarOptions) {
    super(options);
    this.performSelfAnalysis();
  }

  public declaration = this.RULE('declaration', () => {
    this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.use) },
        { ALT: () => this.SUBRULE(this.target) },
        { ALT: () => this.SUBRULE(this.op) },
        { ALT: () => this.SUBRULE(this.kernel) },
        { ALT: () => this.SUBRULE(this.net) },
        { ALT: () => this.SUBRULE(this.case) },
        { ALT: () => this.SUBRULE(this.constant) },
      ],
      ERR_MSG: 'a declaration',
    });
  });

  public use = this.RULE('use', () => {
    this.CONSUME(Keyword.use);
    this.CONSUME(StringToken, { LABEL: 'path', ERR_MSG: 'a path in quotes (`"./x.tile"` or `"std/…"`)' });
  });

  public constant = this.RULE('constant', () => {
    this.CONSUME(Keyword.const);
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of a const' });
    this.CONSUME(Equal);
    this.SUBRULE(this.expr, { LABEL: 'value' });
  });

  public caseHeader = this.RULE('caseHeader', () => {
    this.CONSUME(Keyword.case);
    this.SUBRULE(this.name, { LABEL: 'name', ARGS: ['the name of the case'] });
    this.OPTION(() => {
      this.CONSUME(Keyword.for);
      this.SUBRULE1(this.name, { LABEL: 'for', ARGS: ['the name of a kernel, op or net'] });
    });
    this.OPTION1(() => {
      this.CONSUME(Keyword.on);
      this.SUBRULE2(this.name, { LABEL: 'on', ARGS: ['the name of a target'] });
    });
  });

  public case = this.RULE('case', () => {
    this.SUBRULE(this.caseHeader, { LABEL: 'header' });
    this.SUBRULE(this.entries, { LABEL: 'body' });
  });

  /** The commas between entries may be left out: each entry begins with `name =`. */
  public entries = this.RULE('entries', () => {
    this.CONSUME(LeftBrace);
    this.MANY(() => {
      this.SUBRULE(this.entry);
      this.OPTION(() => this.CONSUME(Comma));
    });
    this.CONSUME(RightBrace);
  });

  public entry = this.RULE('entry', () => {
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of a size, type or const' });
    this.CONSUME(Equal);
    this.OR({
      DEF: [
        {
          ALT: () => {
            this.OPTION(() => this.CONSUME(Minus, { LABEL: 'minus' }));
            this.CONSUME(NumberToken, { LABEL: 'number', ERR_MSG: 'a number' });
          },
        },
        { ALT: () => this.CONSUME1(Identifier, { LABEL: 'value' }) },
        { ALT: () => this.SUBRULE(this.numberList) },
      ],
      ERR_MSG: 'a number, a type or a list of numbers',
    });
  });
}
