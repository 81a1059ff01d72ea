/** Consts of a file. */
import { defineQuery } from '../query/definition.ts';
import { declaration, ofKind } from '../syntax/queries.ts';
import { type Definition, isCircular } from './definitions.ts';
import { lowerSize } from './lower-size.ts';
import { suggestion } from './nearest.ts';
import { Report } from './report.ts';
import { lookup, namesOfKind } from './scope.ts';
import type { Signature } from './signature.ts';
import { evaluateSize, namesOf, type Size } from './size.ts';

/** A file's const as a size, or undefined if the name means none there. */
export const fileConst = defineQuery('fileConst', function* (reader, uri: string, name: string) {
  const found = yield* reader.get(lookup, uri, name);
  if (found?.kind !== 'const') return undefined;
  const tree = ofKind(yield* reader.get(declaration, found.uri, found.key), 'const');
  return (
    tree &&
    lowerSize(
      tree.value,
      () => {},
      () => {},
    )
  );
});

/** The values of the consts that a file sees; one that has no value (it needs itself, or a name that means none) is left out. */
export const visibleConsts = defineQuery('visibleConsts', function* (reader, uri: string) {
  const sizes = new Map<string, Size>();
  for (const name of yield* reader.get(namesOfKind, uri, 'const')) {
    const size = yield* reader.get(fileConst, uri, name);
    if (size) sizes.set(name, size);
  }
  const values = new Map<string, bigint>();
  for (let before = -1; before !== values.size; ) {
    before = values.size;
    for (const [name, size] of sizes) {
      const value = values.has(name) ? undefined : evaluateSize(size, values);
      if (value !== undefined) values.set(name, value);
    }
  }
  return values;
});

/** What is wrong with a const of a file: names that mean nothing, a value that is none. */
export const constProblems = defineQuery('constProblems', function* (reader, uri: string, key: string) {
  const tree = ofKind(yield* reader.get(declaration, uri, key), 'const');
  if (!tree) return [];
  const report = new Report(uri, key);
  const names = yield* reader.get(namesOfKind, uri, 'const');
  const definitions: Definition[] = [];
  for (const name of names) {
    const size = yield* reader.get(fileConst, uri, name);
    if (size) definitions.push([name, size]);
  }
  const onName = (name: string, node: number): void => {
    if (name === '' || names.includes(name)) return;
    report.error('unknown-name', node, `There is no const \`${name}\` here.${suggestion(name, names)}`);
  };
  const refuse = (node: number, reason: string) =>
    report.error('syntax', node, `This is no value of a const: ${reason}.`);
  const value = lowerSize(tree.value, onName, refuse);
  const { name, id } = tree.name;
  if (isCircular(name, definitions)) {
    report.error('ill-founded', id, `The const \`${name}\` needs its own value, directly or through others.`);
  } else if (report.problems.length === 0 && namesOf(value).size === 0 && !evaluates(value)) {
    report.error('syntax', id, `The const \`${name}\` has no value: it divides by 0, or is too large.`);
  }
  return report.problems;
});

/** Left out by recovery counts as a value: that was said. */
function evaluates(size: Size): boolean {
  return hasInvalid(size) || evaluateSize(size, new Map()) !== undefined;
}

function hasInvalid(size: Size): boolean {
  return size.kind === 'invalid' || (size.kind === 'operation' && (hasInvalid(size.left) || hasInvalid(size.right)));
}

/** @returns the consts of a file that an op or net sees: all but those that its own consts hide. */
export function constsAround({ consts }: Signature, visible: ReadonlyMap<string, bigint>): ReadonlyMap<string, bigint> {
  return new Map([...visible].filter(([name]) => !consts.some((own) => own.name === name)));
}
