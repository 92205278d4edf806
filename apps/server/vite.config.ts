import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/**
 * Copies data files next to the bundle: the database migrations and the ready-made connectors.
 *
 * The server reads the SQLite and PostgreSQL migrations at startup, and the old ones to convert a data
 * folder.
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
 * Bundles everything except native modules, since one file loads faster than hundreds.
 *
 * Each worker thread is a separate script that shares code with the main bundle. The start function is a
 * separate script too, so that browser tests can start many servers in one process.
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
