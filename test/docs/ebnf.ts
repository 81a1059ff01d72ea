/**
 * The grammar of a page as a program: reads EBNF, and says whether tokens of the language are a sentence of it.
 *
 *     names = NAME { "," NAME } ;
 *
 * Every way to read a rule is followed (sets of positions), so it accepts what any reading accepts.
 */
import { type IToken, tokenMatcher } from 'chevrotain';
import { Identifier, NumberToken, StringToken } from '../../server/src/syntax/tokens.ts';

type Form =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Form[] }
  | { readonly kind: 'optional' | 'repeated'; readonly body: Form };

const isName = (token: IToken) => tokenMatcher(token, Identifier);

/** Kinds of words, as the page describes them. */
const WORDS: Readonly<Record<string, (token: IToken) => boolean>> = {
  NAME: isName,
  TENSOR: (token) => isName(token) && !['sum', 'prod', 'max', 'min', 'any'].includes(token.image),
  FUNCTION: (token) => isName(token) && token.image !== 'select',
  NUMBER: (token) => tokenMatcher(token, NumberToken),
  STRING: (token) => tokenMatcher(token, StringToken),
};

export class Grammar {
  readonly #rules = new Map<string, Form>();

  /** Reads rules `name = form ;`, comments `(* … *)`. Throws where the text is no EBNF. */
  constructor(text: string) {
    const words: readonly string[] = text.replace(/\(\*[\s\S]*?\*\)/g, '').match(/"[^"]*"|\w+|[^\s\w]/g) ?? [];
    for (let at = 0; at < words.length; ) {
      const end = words.indexOf(';', at);
      const name = words[at] ?? '';
      if (words[at + 1] !== '=' || end < 0 || this.#rules.has(name)) throw new Error(`a rule is wrong at \`${name}\``);
      this.#rules.set(name, new FormReader(words.slice(at + 2, end)).whole());
      at = end + 1;
    }
    const missing = this.#mentioned().filter((name) => !this.#rules.has(name) && !Object.hasOwn(WORDS, name));
    if (missing.length > 0) throw new Error(`no rule for ${missing.join(', ')}`);
  }

  /** @returns the rules that no other rule mentions: what a text may be. */
  roots(): readonly string[] {
    const mentioned = this.#mentioned();
    return [...this.#rules.keys()].filter((name) => !mentioned.includes(name));
  }

  /** @returns the texts in quotation marks that are words. */
  keywords(): readonly string[] {
    const texts = [...this.#rules.values()].flatMap((form) => partsOf(form));
    const words = texts.flatMap((form) => (form.kind === 'literal' && /^\w+$/.test(form.text) ? [form.text] : []));
    return [...new Set(words)].sort();
  }

  /** @returns whether all the tokens together are a sentence of a rule. */
  accepts(rule: string, tokens: readonly IToken[]): boolean {
    return new Recogniser(this.#rules, tokens).ends({ kind: 'rule', name: rule }, 0).has(tokens.length);
  }

  #mentioned(): readonly string[] {
    const forms = [...this.#rules.values()].flatMap((form) => partsOf(form));
    return forms.flatMap((form) => (form.kind === 'rule' ? [form.name] : []));
  }
}

/** A form and every form in it. */
function partsOf(form: Form): readonly Form[] {
  if (form.kind === 'optional' || form.kind === 'repeated') return [form, ...partsOf(form.body)];
  if (form.kind === 'sequence' || form.kind === 'choice') return [form, ...form.parts.flatMap(partsOf)];
  return [form];
}

class FormReader {
  readonly #words: readonly string[];
  #at = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  whole(): Form {
    const form = this.#choice();
    if (this.#at < this.#words.length) throw new Error(`\`${this.#words[this.#at]}\` is out of place`);
    return form;
  }

  #choice(): Form {
    const parts = [this.#sequence()];
    while (this.#words[this.#at] === '|') {
      this.#at++;
      parts.push(this.#sequence());
    }
    return { kind: 'choice', parts };
  }

  #sequence(): Form {
    const parts: Form[] = [];
    for (let word = this.#words[this.#at]; word !== undefined && !/^[|)\]}]$/.test(word); word = this.#words[this.#at])
      parts.push(this.#part(word));
    return { kind: 'sequence', parts };
  }

  #part(word: string): Form {
    this.#at++;
    if (word.startsWith('"')) return { kind: 'literal', text: word.slice(1, -1) };
    if (/^\w+$/.test(word)) return { kind: 'rule', name: word };
    const body = this.#choice();
    const close = this.#words[this.#at++];
    if (word === '(' && close === ')') return body;
    if (word === '[' && close === ']') return { kind: 'optional', body };
    if (word === '{' && close === '}') return { kind: 'repeated', body };
    throw new Error(`\`${word}\` is out of place`);
  }
}

class Recogniser {
  readonly #rules: ReadonlyMap<string, Form>;
  readonly #tokens: readonly IToken[];
  readonly #known = new Map<string, ReadonlySet<number>>();

  constructor(rules: ReadonlyMap<string, Form>, tokens: readonly IToken[]) {
    this.#rules = rules;
    this.#tokens = tokens;
  }

  /** @returns where a form that begins at token `start` may end. */
  ends(form: Form, start: number): ReadonlySet<number> {
    switch (form.kind) {
      case 'literal':
        return new Set(this.#tokens[start]?.image === form.text ? [start + 1] : []);
      case 'rule':
        return this.#rule(form.name, start);
      case 'choice':
        return new Set(form.parts.flatMap((part) => [...this.ends(part, start)]));
      case 'sequence':
        return form.parts.reduce<ReadonlySet<number>>((from, part) => this.#behind(part, from), new Set([start]));
      case 'optional':
        return new Set([start, ...this.ends(form.body, start)]);
      case 'repeated': {
        const ends = new Set([start]);
        for (const end of ends) for (const next of this.ends(form.body, end)) ends.add(next);
        return ends;
      }
    }
  }

  #behind(form: Form, starts: ReadonlySet<number>): ReadonlySet<number> {
    return new Set([...starts].flatMap((start) => [...this.ends(form, start)]));
  }

  #rule(name: string, start: number): ReadonlySet<number> {
    const isWord = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
    const token = this.#tokens[start];
    if (isWord) return new Set(token && isWord(token) ? [start + 1] : []);
    const key = `${start} ${name}`;
    const known = this.#known.get(key) ?? this.ends(this.#rules.get(name) as Form, start);
    this.#known.set(key, known);
    return known;
  }
}
