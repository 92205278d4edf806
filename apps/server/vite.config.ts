import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/** The bundle reads the store's migrations when it starts, and the old ones when it converts a folder: they lie beside it. */
const layMigrations: Plugin = {
  name: 'lay-migrations',
  closeBundle: () => {
    for (const [from, to] of [
      ['sqlite', 'migrations'],
      ['old', 'old-migrations']
    ]) {
      const source = new URL(`../../packages/store/drizzle/${from}`, import.meta.url)
      const target = new URL(`./dist/${to}`, import.meta.url)
      cpSync(fileURLToPath(source), fileURLToPath(target), { recursive: true })
    }
  }
}

/**
 * Bundles everything except native modules: one file loads faster than hundreds. The threads that list, bring the log
 * in and parse bodies are scripts of their own, which share code with it; what starts the server is one, so that the
 * browser tests can start many in one process.
 */
export default defineConfig({
  plugins: [layMigrations],
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
        'body-thread': 'src/body-thread.ts'
      }
    }
  }
})
