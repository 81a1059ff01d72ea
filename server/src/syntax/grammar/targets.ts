/** Grammar of targets: memories, paths, units, engines, instructions. */
import { Arrow, Both, Comma, Dot, Identifier, Keyword, LeftBrace, NumberToken, RightBrace, Slash } from '../tokens.ts';
import { SignatureGrammar } from './signatures.ts';

export class TargetGrammar extends SignatureGrammar {
  public targetHeader = this.RULE('targetHeader', () => {
    this.CONSUME(Keyword.target);
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of the target' });
  });

  public target = this.RULE('target', () => {
    this.SUBRULE(this.targetHeader, { LABEL: 'header' });
    this.SUBRULE(this.targetItems, { LABEL: 'body' });
  });

  public targetItems = this.RULE('targetItems', () => {
    this.CONSUME(LeftBrace);
    this.MANY(() => this.SUBRULE(this.targetItem, { LABEL: 'item' }));
    this.CONSUME(RightBrace);
  });

  public targetItem = this.RULE('targetItem', () => {
    this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.resource) },
        { ALT: () => this.SUBRULE(this.path) },
        { ALT: () => this.SUBRULE(this.instr) },
      ],
      ERR_MSG: '`memory`, `dma`, `copy`, `unit`, `engine` or `instr`',
    });
  });

  /** `memory`, `unit` and `engine`: a name with properties. */
  public resource = this.RULE('resource', () => {
    this.OR([
      { ALT: () => this.CONSUME(Keyword.memory, { LABEL: 'kind' }) },
      { ALT: () => this.CONSUME(Keyword.unit, { LABEL: 'kind' }) },
      { ALT: () => this.CONSUME(Keyword.engine, { LABEL: 'kind' }) },
    ]);
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'a name' });
    this.SUBRULE(this.props);
  });

  /** `dma A <-> B {…}` and `copy A -> B on E, F {…}`. */
  public path = this.RULE('path', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Keyword.dma, { LABEL: 'kind' });
          this.SUBRULE(this.ends);
          this.SUBRULE(this.props);
        },
      },
      {
        ALT: () => {
          this.CONSUME(Keyword.copy, { LABEL: 'kind' });
          this.SUBRULE1(this.ends);
          this.CONSUME(Keyword.on);
          this.CONSUME(Identifier, { LABEL: 'engine', ERR_MSG: 'the name of an engine' });
          this.MANY(() => {
            this.CONSUME(Comma);
            this.CONSUME1(Identifier, { LABEL: 'engine', ERR_MSG: 'the name of an engine' });
          });
          this.OPTION(() => this.SUBRULE1(this.props));
        },
      },
    ]);
  });

  public ends = this.RULE('ends', () => {
    this.CONSUME(Identifier, { LABEL: 'from', ERR_MSG: 'the name of a memory' });
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(Arrow, { LABEL: 'arrow' }) },
        { ALT: () => this.CONSUME(Both, { LABEL: 'arrow' }) },
      ],
      ERR_MSG: '`->` or `<->`',
    });
    this.CONSUME1(Identifier, { LABEL: 'to', ERR_MSG: 'the name of a memory' });
  });

  public props = this.RULE('props', () => {
    this.CONSUME(LeftBrace);
    this.OPTION(() => {
      this.SUBRULE(this.property);
      this.MANY(() => {
        this.CONSUME(Comma);
        this.SUBRULE1(this.property);
      });
      this.OPTION1(() => this.CONSUME1(Comma));
    });
    this.CONSUME(RightBrace);
  });

  public property = this.RULE('property', () => {
    this.CONSUME(Identifier, { LABEL: 'name', ERR_MSG: 'the name of a property' });
    this.OR({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(NumberToken, { LABEL: 'number' });
            this.OPTION(() => this.SUBRULE(this.measure, { LABEL: 'unit' }));
          },
        },
        { ALT: () => this.CONSUME1(Identifier, { LABEL: 'value' }) },
      ],
      ERR_MSG: 'a quantity (`128`, `24 MiB`) or a name',
    });
  });

  /** `MiB`, `cycles`, `B/ns` */
  public measure = this.RULE('measure', () => {
    this.CONSUME(Identifier, { LABEL: 'part', ERR_MSG: 'a unit' });
    this.OPTION(() => {
      this.CONSUME(Slash);
      this.CONSUME1(Identifier, { LABEL: 'part', ERR_MSG: 'a unit' });
    });
  });

  public instrHeader = this.RULE('instrHeader', () => {
    this.CONSUME(Keyword.instr);
    this.CONSUME(Identifier, { LABEL: 'engine', ERR_MSG: 'the name of an engine' });
    this.CONSUME(Dot);
    this.CONSUME1(Identifier, { LABEL: 'name', ERR_MSG: 'the name of the instruction' });
    this.SUBRULE(this.signature);
    this.OPTION(() => {
      this.CONSUME(Keyword.cost);
      this.SUBRULE(this.expr, { LABEL: 'cost' });
      this.SUBRULE(this.measure, { LABEL: 'unit' });
    });
  });

  public instr = this.RULE('instr', () => {
    this.SUBRULE(this.instrHeader, { LABEL: 'header' });
    this.OPTION(() => this.SUBRULE(this.equations, { LABEL: 'body' }));
  });
}
