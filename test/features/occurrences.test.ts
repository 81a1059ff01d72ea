/** What names stand for, over the samples and the library. */
import { describe, expect, it } from 'vitest';
import { fileOccurrences } from '../../server/src/features/occurrences.ts';
import { stdFiles } from '../../server/src/model/std-files.ts';
import { lex } from '../../server/src/syntax/lex.ts';
import { MemoryWorkspace, sample, sampleNames } from '../support/workspace.ts';

describe('names', () => {
  const files = [
    ...sampleNames().map((name) => ({ uri: `file:///w/${name}`, text: sample(name) })),
    ...Object.entries(stdFiles).map(([name, text]) => ({ uri: `tilewright-std:/${name}`, text })),
  ];
  const workspace = MemoryWorkspace.ofSamples(...sampleNames());

  it.each(files)('of $uri stand where they say they do', ({ uri, text }) => {
    const occurrences = workspace.compute((reader) => fileOccurrences(reader, uri));
    for (const { name, start, end } of occurrences) expect(text.slice(start, end)).toBe(name);
    const places = occurrences.map(({ start }) => start);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each(files)('of $uri are known wherever a word is no keyword', ({ uri, text }) => {
    const known = new Set(workspace.compute((reader) => fileOccurrences(reader, uri)).map(({ start }) => start));
    const unknown = lex(text).tokens.filter(
      ({ tokenType, startOffset }) => tokenType.name === 'Identifier' && !known.has(startOffset),
    );
    // units of quantities and infinity are no names
    const rest = unknown
      .map(({ image }) => image)
      .filter((image) => !/^([KMG]i?B|B|[numk]?s|[MG]Hz|cycles|cycle|inf)$/.test(image));
    expect(rest).toEqual([]);
  });
});
