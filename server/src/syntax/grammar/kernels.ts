/** Grammar of kernels: blocks of steps. */
import { type TokenType, tokenMatcher } from 'chevrotain';
import {
  Bar,
  Colon,
  Comma,
  Dot,
  Equal,
  Identifier,
  Keyword,
  LeftBrace,
  LeftBracket,
  NumberToken,
  RightBrace,
  RightBracket,
} from '../tokens.ts';
import { TargetGrammar } from './targets.ts';

/** Keywords that begin a step. */
export const stepKeywords: readonly TokenType[] = [
  Keyword.for,
  Keyword.load,
  Keyword.hold,
  Keyword.store,
  Keyword.accumulate,
  Keyword.do,
  Keyword.given,
  Keyword.tune,
];

/** Keywords that begin a part of a step or of a header, with what stands behind them there. */
const clauses: readonly (readonly [keyword: TokenType, operand: TokenType])[] = [
  [Keyword.as, LeftBracket],
  [Keyword.buffers, NumberToken],
  [Keyword.by, NumberToken],
  [Keyword.by, Identifier],
  [Keyword.in, Identifier],
  [Keyword.on, Identifier],
  [Keyword.for, Identifier],
  [Keyword.with, Identifier],
  [Keyword.across, Identifier],
  [Keyword.where, Identifier],
];

const clauseKeywords = [...stepKeywords, ...clauses.map(([keyword]) => keyword)];

export class KernelGrammar extends TargetGrammar {
  /**
   * Does a clause begin here rather than a name? `load A in as [k]` lacks the memory; `load A in as as [k]` is a load
   * into a memory that is called `as`.
   */
  private clauseBegins(): boolean {
    const next = this.LA(1);
    const behind = this.LA(2);
    const clause = clauses.some(([keyword, operand]) => tokenMatcher(next, keyword) && tokenMatcher(behind, operand));
    return clause && !clauseKeywords.some((keyword) => tokenMatcher(behind, keyword));
  }

  /** A name in a step. `what` says in a message what is missing. */
  public name = this.RULE('name', (what = 'a name') => {
    this.OR({
      DEF: [{ GATE: () => !this.clauseBegins(), ALT: () => this.CONSUME(Identifier, { LABEL: 'name' }) }],
      ERR_MSG: what,
    });
  });

  public kernelHeader = this.RULE('kernelHeader', () => {
    this.CONSUME(Keyword.kernel);
    this.SUBRULE(this.name, { LABEL: 'name', ARGS: ['the name of the kernel'] });
    this.CONSUME(Keyword.for);
    this.SUBRULE1(this.name, { LABEL: 'op', ARGS: ['the name of an op'] });
    this.CONSUME(Keyword.on);
    this.SUBRULE2(this.name, { LABEL: 'target', ARGS: ['the name of a target'] });
    this.OPTION(() => this.SUBRULE(this.where));
  });

  public kernel = this.RULE('kernel', () => {
    this.SUBRULE(this.kernelHeader, { LABEL: 'header' });
    this.SUBRULE(this.block, { LABEL: 'body' });
  });

  public block = this.RULE('block', () => {
    this.CONSUME(LeftBrace);
    this.MANY(() => this.SUBRULE(this.step));
    this.CONSUME(RightBrace);
  });

  public step = this.RULE('step', () => {
    this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.forStep) },
        { ALT: () => this.SUBRULE(this.copyStep) },
        { ALT: () => this.SUBRULE(this.endStep) },
        { ALT: () => this.SUBRULE(this.doStep) },
        { ALT: () => this.SUBRULE(this.givenStep) },
        { ALT: () => this.SUBRULE(this.tuneStep) },
        { ALT: () => this.SUBRULE(this.block) },
      ],
      ERR_MSG: 'a step (`for`, `load`, `hold`, `do`, `store`, `accumulate`, `given` or `tune`)',
    });
  });

  public forStep = this.RULE('forStep', () => {
    this.SUBRULE(this.forHeader, { LABEL: 'header' });
    this.SUBRULE(this.block, { LABEL: 'body' });
  });

  public forHeader = this.RULE('forHeader', () => {
    this.CONSUME(Keyword.for);
    this.SUBRULE(this.axis);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.axis);
    });
    this.OPTION(() => {
      this.CONSUME(Keyword.across);
      this.SUBRULE(this.name, { LABEL: 'across', ARGS: ['the name of a unit'] });
    });
  });

  public axis = this.RULE('axis', () => {
    this.SUBRULE(this.name, { LABEL: 'name', ARGS: ['an index'] });
    this.OPTION(() => {
      this.CONSUME(Dot);
      this.SUBRULE1(this.name, { LABEL: 'name', ARGS: ['an index'] });
    });
    this.CONSUME(Keyword.by);
    this.SUBRULE(this.expr);
  });

  /** `load` and `hold`. The clauses behind the memory may come in any order. */
  public copyStep = this.RULE('copyStep', () => {
    this.OR([
      { ALT: () => this.CONSUME(Keyword.load, { LABEL: 'kind' }) },
      { ALT: () => this.CONSUME(Keyword.hold, { LABEL: 'kind' }) },
    ]);
    this.SUBRULE(this.tensorNames);
    this.OPTION(() => {
      this.CONSUME(Colon);
      this.SUBRULE(this.name, { LABEL: 'type', ARGS: ['an element type'] });
    });
    this.CONSUME(Keyword.in);
    this.SUBRULE1(this.name, { LABEL: 'memory', ARGS: ['the name of a memory'] });
    this.MANY(() => {
      this.OR1([
        {
          ALT: () => {
            this.CONSUME(Keyword.buffers);
            this.CONSUME(NumberToken, { LABEL: 'depth', ERR_MSG: 'a number' });
          },
        },
        {
          ALT: () => {
            this.CONSUME(Keyword.as);
            this.SUBRULE(this.layout);
          },
        },
        {
          ALT: () => {
            this.CONSUME(Keyword.on);
            this.SUBRULE2(this.name, { LABEL: 'engine', ARGS: ['the name of an engine'] });
          },
        },
      ]);
    });
  });

  /** `store` and `accumulate`. */
  public endStep = this.RULE('endStep', () => {
    this.OR([
      { ALT: () => this.CONSUME(Keyword.store, { LABEL: 'kind' }) },
      { ALT: () => this.CONSUME(Keyword.accumulate, { LABEL: 'kind' }) },
    ]);
    this.SUBRULE(this.tensorNames);
    this.OPTION(() => {
      this.CONSUME(Keyword.on);
      this.SUBRULE(this.name, { LABEL: 'engine', ARGS: ['the name of an engine'] });
    });
  });

  public tensorNames = this.RULE('tensorNames', () => {
    this.SUBRULE(this.name, { LABEL: 'name', ARGS: ['the name of a tensor'] });
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.name, { LABEL: 'name', ARGS: ['the name of a tensor'] });
    });
  });

  public doStep = this.RULE('doStep', () => {
    this.CONSUME(Keyword.do);
    this.SUBRULE(this.part);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.part);
    });
    this.OPTION(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(Keyword.with);
            this.SUBRULE(this.name, { LABEL: 'unit', ARGS: ['the name of an engine'] });
            this.CONSUME(Dot);
            this.SUBRULE1(this.name, { LABEL: 'instruction', ARGS: ['the name of an instruction'] });
          },
        },
        {
          ALT: () => {
            this.CONSUME(Keyword.on);
            this.SUBRULE2(this.name, { LABEL: 'engine', ARGS: ['the name of an engine'] });
          },
        },
      ]);
    });
  });

  public part = this.RULE('part', () => {
    this.SUBRULE(this.name, { LABEL: 'name', ARGS: ['the name of a tensor'] });
    this.OPTION(() => {
      this.CONSUME(Dot);
      this.CONSUME(NumberToken, { LABEL: 'number', ERR_MSG: 'the number of an equation' });
    });
  });

  public givenStep = this.RULE('givenStep', () => {
    this.CONSUME(Keyword.given);
    this.SUBRULE(this.name, { LABEL: 'name', ARGS: ['the name of a tensor'] });
    this.CONSUME(Keyword.in);
    this.SUBRULE1(this.name, { LABEL: 'memory', ARGS: ['the name of a memory'] });
    this.CONSUME(Keyword.as);
    this.SUBRULE(this.layout);
  });

  public tuneStep = this.RULE('tuneStep', () => {
    this.CONSUME(Keyword.tune);
    this.SUBRULE(this.name, { LABEL: 'name', ARGS: ['the name of a tile size'] });
    this.CONSUME(Keyword.in);
    this.SUBRULE(this.numberList);
    this.CONSUME(Equal);
    this.CONSUME(NumberToken, { LABEL: 'default', ERR_MSG: 'a number' });
  });

  public numberList = this.RULE('numberList', () => {
    this.CONSUME(LeftBracket);
    this.CONSUME(NumberToken, { LABEL: 'number', ERR_MSG: 'a number' });
    this.MANY(() => {
      this.CONSUME(Comma);
      this.CONSUME1(NumberToken, { LABEL: 'number', ERR_MSG: 'a number' });
    });
    this.OPTION(() => this.CONSUME1(Comma));
    this.CONSUME(RightBracket);
  });

  public layout = this.RULE('layout', () => {
    this.CONSUME(LeftBracket);
    this.OPTION(() => this.SUBRULE(this.exprs, { LABEL: 'before' }));
    this.OPTION1(() => {
      this.CONSUME(Bar);
      this.OPTION2(() => this.SUBRULE1(this.exprs, { LABEL: 'after' }));
    });
    this.CONSUME(RightBracket);
  });

  public exprs = this.RULE('exprs', () => {
    this.SUBRULE(this.expr);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.expr);
    });
  });
}
