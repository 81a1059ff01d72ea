// node .scripts/icon.mjs: renders client/assets/icon.svg to icon.png with Chromium (CHROMIUM names another than Debian's).
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './bundle.mjs';

const assets = path.join(root, 'client/assets');
const svg = fs.readFileSync(path.join(assets, 'icon.svg'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  await page.setContent(`<style>* { margin: 0; background: transparent } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: path.join(assets, 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
