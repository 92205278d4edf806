import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/**
 * Copies data beside the bundle: the store's migrations of both databases, which are read at startup, the old ones to
 * convert a folder, and the ready connectors.
 */
const layData: Plugin = {
  name: 'lay-data',
  closeBundle: () => {
    for (const [from, to] of [
      ['store/drizzle/sqlite', 'migrations/sqlite'],
      ['store/drizzle/postgres', 'migrations/postgres'],
      ['store/drizzle/old', 'old-migrations'],
      ['connectors/gallery', 'gallery']
    ]) {
      const source = new URL(`../../packages/${from}`, import.meta.url)
      const target = new URL(`./dist/${to}`, import.meta.url)
      cpSync(fileURLToPath(source), fileURLToPath(target), { recursive: true })
    }
  }
}

/**
 * Bundles everything except native modules, since one file loads faster than hundreds. The threads for lists,
 * checkpoints and body parsing are separate scripts that share code with it. The start function is one too, so that
 * browser tests can start many servers in one process.
 */
export default defineConfig({
  plugins: [layData],
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        'start-app': 'src/start-app.ts',
        'history-thread': 'src/history-thread.ts',
        'checkpoint-thread': 'src/checkpoint-thread.ts',
        'check-thread': 'src/check-thread.ts',
        'copy-data': 'src/copy-data.ts',
        'body-thread': 'src/body-thread.ts',
        'openapi-thread': 'src/openapi-thread.ts',
        'import-thread': 'src/import-thread.ts'
      }
    }
  }
})
