import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { read, repositoryFiles, root } from '../checkout.ts';

/** Text of a Markdown file without code, in which brackets are no links. */
function prose(file: string): string {
  return read(file)
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ' '));
}

/** Anchors of a Markdown file's headings, as GitHub and VS Code make them. */
function anchors(file: string): Set<string> {
  const headings = [...read(file).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}

function brokenLinks(file: string): string[] {
  const text = prose(file);
  const links = [...text.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g), ...text.matchAll(/(?:src|href)="([^"]+)"/g)];
  return links
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/i.test(target))
    .filter((target) => {
      const [link = '', anchor] = target.split('#');
      const linked = link === '' ? file : path.posix.join(path.posix.dirname(file), decodeURIComponent(link));
      if (!fs.existsSync(path.join(root, linked))) return true;
      return anchor !== undefined && linked.endsWith('.md') && !anchors(linked).has(anchor);
    })
    .map((target) => `${file}: ${target}`);
}

it('relative links of Markdown files lead somewhere', () => {
  const pages = repositoryFiles().filter((file) => file.endsWith('.md'));
  expect(pages.length).toBeGreaterThan(0);
  expect(pages.flatMap(brokenLinks)).toEqual([]);
});
