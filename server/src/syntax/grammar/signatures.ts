/** Grammar of parameters, results and types, shared by ops, nets and instructions; and of equations. */
import {
  Arrow,
  Bar,
  Colon,
  Comma,
  Equal,
  Identifier,
  Keyword,
  LeftBrace,
  LeftBracket,
  LeftParenthesis,
  RightBrace,
  RightBracket,
  RightParenthesis,
} from '../tokens.ts';
import { ExpressionGrammar } from './expressions.ts';

export class SignatureGrammar extends ExpressionGrammar {
  public params = this.RULE('params', () => {
    this.CONSUME(LeftParenthesis);
    this.OPTION(() => {
      this.SUBRULE(this.param);
      this.MANY(() => {
        this.CONSUME(Comma);
        this.SUBRULE1(this.param);
      });
      this.OPTION1(() => this.CONSUME1(Comma));
    });
    this.CONSUME(RightParenthesis);
  });

  public param = this.RULE('param', () => {
    this.OR({
      DEF: [
        // a tensor may be called `const`
        { GATE: () => !this.isNext(2, Colon), ALT: () => this.SUBRULE(this.constParam) },
        { ALT: () => this.SUBRULE(this.tensor) },
      ],
      IGNORE_AMBIGUITIES: true,
      MAX_LOOKAHEAD: 1,
      ERR_MSG: 'a parameter (`X: T[N]` or `const n`)',
    });
  });

  public constParam = this.RULE('constParam', () => {
    this.CONSUME(Keyword.const);
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of a const' });
    this.OPTION(() => {
      this.CONSUME(Equal);
      this.SUBRULE(this.expr, { LABEL: 'value' });
    });
  });

  public results = this.RULE('results', () => {
    this.CONSUME(LeftParenthesis);
    this.SUBRULE(this.tensor);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.tensor);
    });
    this.OPTION1(() => this.CONSUME1(Comma));
    this.CONSUME(RightParenthesis);
  });

  public tensor = this.RULE('tensor', () => {
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of a tensor' });
    this.CONSUME(Colon);
    this.SUBRULE(this.type);
    this.OPTION({
      // in a net `in = …` may be the next wire
      GATE: () => !this.isNext(2, Equal),
      DEF: () => {
        this.CONSUME(Keyword.in);
        this.CONSUME1(Identifier, { LABEL: 'memory', ERR_MSG: 'the name of a memory' });
      },
    });
  });

  public type = this.RULE('type', () => {
    this.CONSUME(Identifier, { LABEL: 'element', ERR_MSG: 'an element type (`f16` or a type variable like `T`)' });
    this.OPTION(() => {
      this.CONSUME(LeftBracket);
      this.OPTION1(() => this.SUBRULE(this.dims, { LABEL: 'before' }));
      this.OPTION2(() => {
        this.CONSUME(Bar);
        this.OPTION3(() => this.SUBRULE1(this.dims, { LABEL: 'after' }));
      });
      this.CONSUME(RightBracket);
    });
  });

  public dims = this.RULE('dims', () => {
    this.SUBRULE(this.dim);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.dim);
    });
  });

  public dim = this.RULE('dim', () => {
    this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.spread) },
        {
          ALT: () => {
            this.CONSUME(Identifier, { LABEL: 'label' });
            this.CONSUME(Colon);
            this.SUBRULE(this.expr);
          },
        },
        { ALT: () => this.SUBRULE1(this.expr) },
      ],
      ERR_MSG: 'a dimension',
    });
  });

  public where = this.RULE('where', () => {
    this.CONSUME(Keyword.where);
    this.SUBRULE(this.constraint);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.constraint);
    });
  });

  /** What op, net and instruction have in common: parameters, results, constraints. */
  public signature = this.RULE('signature', () => {
    this.SUBRULE(this.params);
    this.CONSUME(Arrow);
    this.SUBRULE(this.results);
    this.OPTION(() => this.SUBRULE(this.where));
  });

  public equations = this.RULE('equations', () => {
    this.CONSUME(LeftBrace);
    this.MANY(() => this.SUBRULE(this.equation));
    this.CONSUME(RightBrace);
  });

  public equation = this.RULE('equation', () => {
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of the tensor that the equation defines' });
    this.SUBRULE(this.index);
    this.OPTION(() => {
      this.CONSUME(Colon);
      this.CONSUME1(Identifier, { LABEL: 'type', ERR_MSG: 'an element type' });
    });
    this.OR({
      DEF: [{ ALT: () => this.SUBRULE(this.definition) }, { ALT: () => this.SUBRULE(this.reads) }],
      ERR_MSG: '`=` (or `reads` in an extern op)',
    });
  });

  public definition = this.RULE('definition', () => {
    this.CONSUME(Equal);
    this.SUBRULE(this.expr, { LABEL: 'value' });
    this.OPTION({
      GATE: () => this.continues(Keyword.when),
      DEF: () => {
        this.CONSUME(Keyword.when);
        this.SUBRULE(this.conditions);
      },
    });
  });

  public reads = this.RULE('reads', () => {
    this.CONSUME(Keyword.reads);
    this.SUBRULE(this.read);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.read);
    });
  });

  public opHeader = this.RULE('opHeader', () => {
    this.OPTION(() => this.CONSUME(Keyword.extern));
    this.CONSUME(Keyword.op);
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of the op' });
    this.SUBRULE(this.signature);
  });

  public op = this.RULE('op', () => {
    this.SUBRULE(this.opHeader, { LABEL: 'header' });
    this.SUBRULE(this.equations, { LABEL: 'body' });
  });
}
