// The licences of the packages that our bundles contain: they allow shipping as long as their notices come along.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './bundle.mjs';

/** Folder of the package that a bundled file belongs to, or undefined for a file of ours. */
function packageFolder(input) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

function notice(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(path.join(root, folder)).find((name) => /^licen[cs]e/i.test(name));
  const text = file
    ? fs
        .readFileSync(path.join(root, folder, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim()
    : '';
  return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`;
}

/**
 * The notices of everything that went into the bundles, one section a package.
 * @param {import('esbuild').Metafile[]} metafiles
 */
export function thirdPartyNotices(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [input] : [])),
    ),
  );
  const folders = [...new Set(inputs.map(packageFolder))].filter((folder) => folder !== undefined).sort();
  return ['Tilewright contains code of these packages.\n', ...folders.map(notice)].join(`\n${'-'.repeat(80)}\n\n`);
}
