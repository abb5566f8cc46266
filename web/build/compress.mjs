// Beside each text file of the build, the same compressed: the server sends what the browser takes, without work of its own.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const worthwhile = /\.(?:css|html|js|json|svg|txt|webmanifest)$/;
const smallest = 512;

for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (!entry.isFile() || !worthwhile.test(entry.name)) {
    continue;
  }

  const bytes = readFileSync(path);
  if (bytes.length >= smallest) {
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    );
  }
}
