/**
 * What a tile touches, for three convolutions: each question 0.1 ms at most through the fast paths, and 5 ms by general
 * set operations. Nothing is kept from one question to the next: the access is analysed each time.
 */
import {
  dataOfTile,
  elementsOfTile,
  fastFootprints,
  reuseWithNext,
  runsOfTile,
  type TiledAccess,
  tiledAccess,
  tileToData,
} from '../../server/src/sets/footprint/tile.ts';
import type { PMap } from '../../server/src/sets/map.ts';
import { readUnion } from '../../server/src/sets/notation/read.ts';
import { quotaStops } from '../../server/src/sets/work.ts';
import { benchmark, type Task } from './harness.ts';

function map(text: string): PMap {
  const read = readUnion(text);
  if (!read.ok || !read.value.maps[0]) throw new Error(`cannot read ${text}`);
  return read.value.maps[0];
}

interface Convolution {
  readonly name: string;
  readonly window: number;
  readonly stride: number;
}

const CHANNELS = 64;
const ROWS = 56;
const TILE_ROWS = 8;
const TILE = [0, 1, 0, 0, 0, 0];

/** Questions about the input image of a convolution of 64 by 64 channels, in tiles of 8 output rows. */
function questions({ name, window, stride }: Convolution): [string, () => number | bigint | string | PMap, number?][] {
  const domain = map(
    `{ S[k, p, q, c, r, s] : 0 <= k, c < ${CHANNELS} and 0 <= p, q < ${ROWS} and 0 <= r, s < ${window} }`,
  );
  const access = map(`{ S[k, p, q, c, r, s] -> A[c, ${stride}p + r, ${stride}q + s] }`);
  const sizes = [CHANNELS, TILE_ROWS, ROWS, CHANNELS, window, window];
  const extent = stride * (ROWS - 1) + window;
  const touched = (outputs: number) => (window >= stride ? stride * (outputs - 1) + window : outputs * window);
  const rows = touched(TILE_ROWS);
  const columns = touched(ROWS);
  const tiled = (): TiledAccess => tiledAccess(domain, access, sizes);
  const extents = [CHANNELS, extent, extent];
  const common = Math.max(0, window - stride);
  return [
    [`${name}: tile → data map`, () => tileToData(tiled())],
    [`${name}: one tile`, () => dataOfTile(tiled(), TILE)],
    [`${name}: count`, () => elementsOfTile(tiled(), TILE), CHANNELS * rows * columns],
    [`${name}: runs`, () => runsOfTile(tiled(), TILE, extents), CHANNELS * (stride > window ? rows * columns : 1)],
    [`${name}: reuse`, () => reuseWithNext(tiled(), TILE, 1), CHANNELS * common * columns],
  ];
}

const all = [
  { name: 'conv 3×3', window: 3, stride: 1 },
  { name: 'conv 3×3 stride 2', window: 3, stride: 2 },
  { name: 'conv 1×1 stride 2', window: 1, stride: 2 },
].flatMap(questions);

function tasks(enabled: boolean): Task[] {
  return all.map(([name, question, expected]) => {
    const run = () => {
      fastFootprints.enabled = enabled;
      return question();
    };
    const answer = run();
    if (expected !== undefined && answer !== expected) throw new Error(`${name}: ${answer}, not ${expected}`);
    return { name, run: () => void run(), budgetMs: enabled ? 0.1 : 5 };
  });
}

await benchmark('footprints, fast paths', tasks(true));
await benchmark('footprints, set operations', tasks(false));
console.log(`quota stops: ${quotaStops()}`);
