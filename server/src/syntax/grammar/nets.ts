/** Grammar of nets. */
import {
  Comma,
  DotDot,
  Equal,
  Identifier,
  Keyword,
  LeftBrace,
  LeftParenthesis,
  NumberToken,
  RightBrace,
  RightParenthesis,
} from '../tokens.ts';
import { KernelGrammar } from './kernels.ts';

export class NetGrammar extends KernelGrammar {
  public netHeader = this.RULE('netHeader', () => {
    this.CONSUME(Keyword.net);
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of the net' });
    this.SUBRULE(this.signature);
  });

  public net = this.RULE('net', () => {
    this.SUBRULE(this.netHeader, { LABEL: 'header' });
    this.SUBRULE(this.wires, { LABEL: 'body' });
  });

  public wires = this.RULE('wires', () => {
    this.CONSUME(LeftBrace);
    this.MANY(() => this.SUBRULE(this.wire));
    this.CONSUME(RightBrace);
  });

  public wire = this.RULE('wire', () => {
    this.OR({
      DEF: [
        // a result may be called `param`, `let` or `repeat`
        { GATE: () => !this.isNext(2, Equal), ALT: () => this.SUBRULE(this.paramWire) },
        { GATE: () => !this.isNext(2, Equal), ALT: () => this.SUBRULE(this.letWire) },
        { GATE: () => !this.isNext(2, Equal), ALT: () => this.SUBRULE(this.repeatWire) },
        { ALT: () => this.SUBRULE(this.resultWire) },
      ],
      IGNORE_AMBIGUITIES: true,
      MAX_LOOKAHEAD: 1,
      ERR_MSG: 'a wire (`param`, `let`, `repeat` or `result = …`)',
    });
  });

  public paramWire = this.RULE('paramWire', () => {
    this.CONSUME(Keyword.param);
    this.SUBRULE(this.tensor);
  });

  public letWire = this.RULE('letWire', () => {
    this.CONSUME(Keyword.let);
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'a name' });
    this.MANY(() => {
      this.CONSUME(Comma);
      this.CONSUME1(Identifier, { LABEL: 'name', ERR_MSG: 'a name' });
    });
    this.CONSUME(Equal);
    this.SUBRULE(this.value);
  });

  public resultWire = this.RULE('resultWire', () => {
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of a result' });
    this.CONSUME(Equal);
    this.SUBRULE(this.value);
  });

  public repeatWire = this.RULE('repeatWire', () => {
    this.SUBRULE(this.repeatHeader, { LABEL: 'header' });
    this.SUBRULE(this.wires, { LABEL: 'body' });
  });

  public repeatHeader = this.RULE('repeatHeader', () => {
    this.CONSUME(Keyword.repeat);
    this.OR({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(Identifier, { LABEL: 'name' });
            this.CONSUME(Keyword.in);
            this.SUBRULE(this.expr, { LABEL: 'from' });
            this.CONSUME(DotDot);
            this.SUBRULE1(this.expr, { LABEL: 'to' });
          },
        },
        { ALT: () => this.SUBRULE2(this.expr, { LABEL: 'count' }) },
      ],
      ERR_MSG: 'a count (`3`) or a range (`i in 0..3`)',
    });
  });

  public value = this.RULE('value', () => {
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(NumberToken, { LABEL: 'number' }) },
        {
          // `let a =` breaks off before `let b = …`; else `let` would be its value, and `b` a result
          GATE: () => !(this.isNext(1, Keyword.let) && this.isNext(2, Identifier) && this.isNext(3, Equal)),
          ALT: () => {
            this.CONSUME(Identifier, { LABEL: 'name' });
            this.OPTION(() => {
              this.CONSUME(LeftParenthesis, { LABEL: 'call' });
              this.OPTION1(() => this.SUBRULE(this.args));
              this.CONSUME(RightParenthesis);
              this.OPTION2({
                // `using = …` may be the next wire
                GATE: () => !this.isNext(2, Equal),
                DEF: () => {
                  this.CONSUME(Keyword.using);
                  this.CONSUME1(Identifier, { LABEL: 'using', ERR_MSG: 'the name of a kernel' });
                },
              });
            });
          },
        },
      ],
      ERR_MSG: 'a tensor, a number or a call',
    });
  });

  public args = this.RULE('args', () => {
    this.SUBRULE(this.arg);
    this.MANY(() => {
      this.CONSUME(Comma);
      this.SUBRULE1(this.arg);
    });
    this.OPTION(() => this.CONSUME1(Comma));
  });

  public arg = this.RULE('arg', () => {
    this.OR({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(Identifier, { LABEL: 'name' });
            this.CONSUME(Equal);
            this.SUBRULE(this.expr);
          },
        },
        { ALT: () => this.SUBRULE(this.value) },
      ],
      ERR_MSG: 'an argument',
    });
  });
}
