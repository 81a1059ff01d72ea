/** What a random program contains: so that the tests can say what they have reached. */
import type { OracleFacts } from '../../oracle/enumerate.ts';

/** Features that are seen in the text. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  'padded read': / or 0/,
  'strided read': /\[[^\]=]*\b(?:2|3|st) \* \w/,
  'negative coefficient': /-1 \* \w/,
  'two reads of one tensor': /= .*\b(\w+)\[.*\b\1\[/,
  'one index in two dimensions': /\b\w+\[[^\]]*\b([ijlrs])\b[^\],]*,[^\]]*\b\1\b/,
  'two indices in one dimension': /= .*\[(?:[^\]]*, )?[^\],]*\b[ijlrs] \+ (?:\w+ \* )?[ijlrs]\b/,
  'reversed left side': /^ {2}Y\[(?:[^\]]*, )?\d+ - /m,
  'offset left side': /^ {2}Y\[(?:[^\]]*, )?[ijl] [-+] \d+[\],]/m,
  'coupled left side': /^ {2}Y\[\d+ \* i \+ j/m,
  reduction: /sum\[/,
  'read beside a reduction': /sum\[.*\) \+ \w/,
  'ranged binder': / in \d+\.\./,
  condition: / when /,
  recurrence: /= .*\bY\[/,
  'internal tensor': /^ {2}S\[/m,
  const: /const st/,
  tune: /tune /,
  'split layout': / [%/] \d/,
  'default layout': /(?:load|hold) \w+(?:: \w+)? in \w+(?: buffers 2)?$/m,
  'several axes in one for': /for [^{]*, /,
  'axis of a tensor': /for [YS]\./,
  'several buffers': /buffers 2/,
  'other type': /(?:load|hold) \w+: /,
  'bare block': /^ *\{$/m,
  store: /store /,
  accumulate: /accumulate /,
  'equations apart': /do Y\.2/,
};

/** @returns the names of the features that a program has; `oracle` is what it does. */
export function featuresOf(text: string, oracle: OracleFacts): readonly string[] {
  const seen = Object.entries(PATTERNS).flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));
  const { loops, copies, buffers } = oracle;
  const loads = copies.filter(({ kind }) => kind === 'load');
  const facts: Readonly<Record<string, boolean>> = {
    'ragged tile': loops.some(({ ragged }) => ragged),
    'loops over one index in each other': loops.some(({ index }, i) => loops.findIndex((l) => l.index === index) < i),
    'loop without an iteration': loops.some(({ trips }) => trips === 0),
    'load of a load': loads.some(({ from }) => from !== 'hbm'),
    'empty region': loads.some(({ moved, executions }) => moved === 0 && executions > 0),
    'fetched again': loads.some(({ moved, distinct }) => moved > distinct),
    'over-fetch': loads.some(({ moved, needed }) => moved > needed),
    'holds in each other': copies.some(({ kind, to }) => kind !== 'load' && to !== 'hbm'),
    'padding in a buffer': buffers.some(({ step, elements }) => {
      const load = loads.find((copy) => copy.step === step);
      return load !== undefined && load.executions === 1 && elements > load.moved;
    }),
  };
  return [...seen, ...Object.entries(facts).flatMap(([name, holds]) => (holds ? [name] : []))];
}

/** Every feature, for which a test asks that it occurs. */
export const FEATURES: readonly string[] = [
  ...Object.keys(PATTERNS),
  'ragged tile',
  'loops over one index in each other',
  'load of a load',
  'empty region',
  'fetched again',
  'over-fetch',
  'holds in each other',
  'padding in a buffer',
];
