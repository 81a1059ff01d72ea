/** The library that ships with the extension, as text. Each file under `server/std` stands here; a test compares. */
import matmul from '../../std/matmul.tile';
import trn1 from '../../std/targets/trn1.tile';

/** Text by path below `std/`. */
export const stdFiles: Readonly<Record<string, string>> = {
  'matmul.tile': matmul,
  'targets/trn1.tile': trn1,
};
