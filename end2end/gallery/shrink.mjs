/**
 * Makes the accepted pictures a third as large, by a palette of 256 colours: what that changes
 * is below what the comparison sees. A picture that has a palette already stays as it is.
 */
import { readdirSync, renameSync } from 'node:fs';
import path from 'node:path';

import sharp from 'sharp';

const folder = path.resolve(import.meta.dirname, '../../app/gallery/pictures');
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const file = path.join(entry.parentPath, entry.name);
  if (!entry.isFile() || !file.endsWith('.png')) continue;
  const { isPalette } = await sharp(file).metadata();
  if (isPalette) continue;
  await sharp(file).png({ palette: true, colours: 256, effort: 8, dither: 0 }).toFile(`${file}.small`);
  renameSync(`${file}.small`, file);
}
