import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'

/**
 * All but what is native lies in the bundle: one file is read sooner than the hundreds it is made of. What starts the
 * service is a script of its own, so that the browser tests can start many in one process.
 */
export default defineConfig({
  plugins: [keepPageFiles(['page.js', 'page.css', 'icon.svg'])],
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

/** Puts the files the page loads beside the bundle, where they lie beside the source: in `page/`. */
function keepPageFiles(names: string[]): Plugin {
  return {
    name: 'keep-page-files',
    generateBundle() {
      for (const name of names) {
        const source = readFileSync(new URL(`src/page/${name}`, import.meta.url))
        this.emitFile({ type: 'asset', fileName: `page/${name}`, source })
      }
    }
  }
}
