import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { defineConfig, type Plugin } from 'vite'

const font = createRequire(import.meta.url).resolve(
  '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'
)

/**
 * Vite plugin that copies the page's files and the font next to the bundle. The relative path `page/` is the
 * same as in the source.
 */
const keepPageFiles: Plugin = {
  name: 'keep-page-files',
  generateBundle() {
    const folder = new URL('src/page/', import.meta.url)
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const path of paths.filter(path => /\.(js|css|svg)$/.test(path))) {
      const fileName = `page/${path.replaceAll('\\', '/')}`
      this.emitFile({ type: 'asset', fileName, source: readFileSync(new URL(path, folder)) })
    }
    this.emitFile({ type: 'asset', fileName: 'page/inter.woff2', source: readFileSync(font) })
  }
}

/**
 * Bundles everything except native modules, since one file loads faster than hundreds. The start function is a separate
 * script, so that browser tests can start many services in one process.
 */
export default defineConfig({
  plugins: [keepPageFiles],
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: { main: 'src/main.ts', practice: 'src/practice.ts' },
      // What both share lies beside them, too: it looks for the page's files there.
      output: { chunkFileNames: '[name]-[hash].js' }
    }
  }
})
