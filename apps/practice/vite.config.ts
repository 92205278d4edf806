import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'

/** All but what is native lies in the bundle: one file is read sooner than the hundreds it is made of. */
export default defineConfig({
  plugins: [keepPageFiles(['page.js', 'page.css', 'icon.svg'])],
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: { ssr: 'src/main.ts', target: 'node20', outDir: 'dist', emptyOutDir: true, sourcemap: true }
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
