/** Grammar of expressions, constraints and indices. */
import { CstParser, type OrMethodOpts, type TokenType, tokenMatcher } from 'chevrotain';
import {
  allTokens,
  Caret,
  Comma,
  DotDot,
  Equal,
  Greater,
  GreaterEqual,
  Identifier,
  Keyword,
  LeftBracket,
  LeftParenthesis,
  Less,
  LessEqual,
  Minus,
  NotEqual,
  NumberToken,
  Percent,
  Plus,
  RightBracket,
  RightParenthesis,
  Slash,
  Star,
} from '../tokens.ts';
import { expectations } from './expectations.ts';

export interface GrammarOptions {
  /** Go on behind a mistake. Without it the parser stops at the first one, which is faster. */
  readonly recovery: boolean;
  /** Check the grammar itself (ambiguities, left recursion). What ships does without: it needs Node 22. */
  readonly validation?: boolean;
}

export class ExpressionGrammar extends CstParser {
  constructor({ recovery, validation = false }: GrammarOptions) {
    super(allTokens, {
      recoveryEnabled: recovery,
      maxLookahead: 3,
      nodeLocationTracking: 'onlyOffset',
      skipValidations: !validation,
      errorMessageProvider: expectations,
    });
  }

  /** Is token number `k` ahead of this type? */
  protected isNext(k: number, type: TokenType): boolean {
    return tokenMatcher(this.LA(k), type);
  }

  /** A keyword that continues an expression, unless a tensor of that name begins the next equation (`or[i] = …`). */
  protected continues(keyword: TokenType): boolean {
    return this.isNext(1, keyword) && !this.isNext(2, LeftBracket);
  }

  /** Does the expression lack its operand before a keyword, as in `X[n] or when n > 0`? */
  private lacksOperand(): boolean {
    const keyword = this.isNext(1, Keyword.when) || this.isNext(1, Keyword.and) || this.isNext(1, Keyword.or);
    const operand = keyword && (this.isNext(2, Identifier) || this.isNext(2, NumberToken));
    // a tensor or size may be called `when`, with the next equation behind it (`… + when` and then `Y[n] = …`)
    return operand && !this.isNext(3, LeftBracket);
  }

  // Alternatives of the rules that are applied most often are made once, not at each application.

  private readonly sumOperators = [
    { ALT: () => this.CONSUME(Plus, { LABEL: 'operator' }) },
    { ALT: () => this.CONSUME(Minus, { LABEL: 'operator' }) },
  ];

  private readonly productOperators = [
    { ALT: () => this.CONSUME(Star, { LABEL: 'operator' }) },
    { ALT: () => this.CONSUME(Slash, { LABEL: 'operator' }) },
    { ALT: () => this.CONSUME(Percent, { LABEL: 'operator' }) },
  ];

  // They overlap because keywords are names too: the first that fits is the right one. One token decides, or else a
  // mistake further on would be reported at the beginning.
  private readonly atoms: OrMethodOpts<unknown> = {
    DEF: [
      { GATE: () => this.isNext(2, LeftBracket), ALT: () => this.SUBRULE(this.reduce) },
      { GATE: () => this.isNext(2, LeftParenthesis), ALT: () => this.SUBRULE(this.select) },
      { GATE: () => !this.lacksOperand(), ALT: () => this.nameCallOrRead() },
      {
        GATE: () => this.isNext(2, Identifier) && this.isNext(3, Identifier),
        ALT: () => this.SUBRULE(this.factored),
      },
      { ALT: () => this.SUBRULE(this.parenthesised) },
      { ALT: () => this.CONSUME(NumberToken, { LABEL: 'number' }) },
    ],
    IGNORE_AMBIGUITIES: true,
    MAX_LOOKAHEAD: 1,
    ERR_MSG: 'an expression',
  };

  public expr = this.RULE('expr', () => {
    this.SUBRULE(this.term, { LABEL: 'operand' });
    this.MANY(() => {
      this.OR(this.sumOperators);
      this.SUBRULE1(this.term, { LABEL: 'operand' });
    });
  });

  public term = this.RULE('term', () => {
    this.SUBRULE(this.factor, { LABEL: 'operand' });
    this.MANY(() => {
      this.OR(this.productOperators);
      this.SUBRULE1(this.factor, { LABEL: 'operand' });
    });
  });

  // The atom is written out, not a rule of its own: most of a program is factors of one name or number.
  public factor = this.RULE('factor', () => {
    this.OPTION(() => this.CONSUME(Minus, { LABEL: 'minus' }));
    this.OR(this.atoms);
    this.OPTION1(() => {
      this.CONSUME(Caret, { LABEL: 'operator' });
      this.SUBRULE(this.atom, { LABEL: 'exponent' });
    });
  });

  public atom = this.RULE('atom', () => {
    this.OR(this.atoms);
  });

  private nameCallOrRead(): void {
    this.CONSUME(Identifier, { LABEL: 'name' });
    this.OPTION2(() => {
      this.OR1([{ ALT: () => this.SUBRULE(this.callArguments) }, { ALT: () => this.SUBRULE(this.readIndex) }]);
    });
  }

  public callArguments = this.RULE('callArguments', () => {
    this.CONSUME(LeftParenthesis);
    this.SUBRULE(this.expr, { LABEL: 'argument' });
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.expr, { LABEL: 'argument' });
    });
    this.CONSUME(RightParenthesis);
  });

  public readIndex = this.RULE('readIndex', () => {
    this.SUBRULE(this.index);
    this.OPTION({
      GATE: () => this.continues(Keyword.or),
      DEF: () => {
        this.CONSUME(Keyword.or);
        this.SUBRULE(this.factor, { LABEL: 'fallback' });
      },
    });
  });

  /** A read without `or`, of an extern op. */
  public read = this.RULE('read', () => {
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of a tensor that is read' });
    this.SUBRULE(this.index);
  });

  public factored = this.RULE('factored', () => {
    this.CONSUME(LeftParenthesis);
    this.CONSUME(Identifier, { LABEL: 'name' });
    this.AT_LEAST_ONE(() => this.CONSUME1(Identifier, { LABEL: 'name' }));
    this.CONSUME(RightParenthesis);
  });

  public parenthesised = this.RULE('parenthesised', () => {
    this.CONSUME(LeftParenthesis);
    this.SUBRULE(this.expr);
    this.CONSUME(RightParenthesis);
  });

  public select = this.RULE('select', () => {
    this.CONSUME(Keyword.select, { LABEL: 'name' });
    this.CONSUME(LeftParenthesis);
    this.SUBRULE(this.conditions);
    this.CONSUME(Comma);
    this.SUBRULE(this.expr, { LABEL: 'then' });
    this.CONSUME1(Comma);
    this.SUBRULE1(this.expr, { LABEL: 'else' });
    this.CONSUME(RightParenthesis);
  });

  public reduce = this.RULE('reduce', () => {
    this.OR([
      { ALT: () => this.CONSUME(Keyword.sum, { LABEL: 'operator' }) },
      { ALT: () => this.CONSUME(Keyword.prod, { LABEL: 'operator' }) },
      { ALT: () => this.CONSUME(Keyword.max, { LABEL: 'operator' }) },
      { ALT: () => this.CONSUME(Keyword.min, { LABEL: 'operator' }) },
      { ALT: () => this.CONSUME(Keyword.any, { LABEL: 'operator' }) },
    ]);
    this.CONSUME(LeftBracket);
    this.SUBRULE(this.binder);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.binder);
    });
    this.CONSUME(RightBracket);
    this.SUBRULE(this.term, { LABEL: 'body' });
  });

  public binder = this.RULE('binder', () => {
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'a reduction index' });
    this.OPTION(() => {
      this.CONSUME(Keyword.in);
      this.SUBRULE(this.expr, { LABEL: 'from' });
      this.CONSUME(DotDot);
      this.SUBRULE1(this.expr, { LABEL: 'to' });
    });
  });

  /** Constraints joined by `and`. */
  public conditions = this.RULE('conditions', () => {
    this.SUBRULE(this.constraint);
    this.MANY({
      GATE: () => this.continues(Keyword.and),
      DEF: () => {
        this.CONSUME(Keyword.and);
        this.SUBRULE1(this.constraint);
      },
    });
  });

  public constraint = this.RULE('constraint', () => {
    this.SUBRULE(this.expr, { LABEL: 'left' });
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(Equal, { LABEL: 'relation' }) },
        { ALT: () => this.CONSUME(NotEqual, { LABEL: 'relation' }) },
        { ALT: () => this.CONSUME(LessEqual, { LABEL: 'relation' }) },
        { ALT: () => this.CONSUME(Less, { LABEL: 'relation' }) },
        { ALT: () => this.CONSUME(GreaterEqual, { LABEL: 'relation' }) },
        { ALT: () => this.CONSUME(Greater, { LABEL: 'relation' }) },
      ],
      ERR_MSG: 'a comparison (`=`, `!=`, `<=`, `<`, `>=` or `>`)',
    });
    this.SUBRULE1(this.expr, { LABEL: 'right' });
  });

  public index = this.RULE('index', () => {
    this.CONSUME(LeftBracket);
    this.OPTION(() => {
      this.SUBRULE(this.item);
      this.MANY(() => {
        this.CONSUME(Comma);
        this.SUBRULE1(this.item);
      });
    });
    this.CONSUME(RightBracket);
  });

  public item = this.RULE('item', () => {
    this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.spread) },
        { ALT: () => this.CONSUME(Star, { LABEL: 'star' }) },
        { ALT: () => this.SUBRULE(this.expr) },
      ],
      ERR_MSG: 'an index',
    });
  });

  public spread = this.RULE('spread', () => {
    this.CONSUME(DotDot);
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'a name' });
  });
}
