import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Below this many bytes a file is not worth a second copy. */
const LEAST = 1_024

/** Lays a `.br` and a `.gz` beside each text of the build, so that the server hands them out without any work. */
export const layCompressed: Plugin = {
  name: 'lay-compressed',
  apply: 'build',
  writeBundle: ({ dir = 'dist' }) => {
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(js|css|html|svg)$/.test(name)) continue
      const path = join(dir, name)
      const bytes = readFileSync(path)
      if (bytes.length < LEAST) continue
      writeFileSync(`${path}.br`, brotliCompressSync(bytes))
      writeFileSync(`${path}.gz`, gzipSync(bytes))
    }
  }
}
