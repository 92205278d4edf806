import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

/** The bundle reads the store's migrations when it starts, so they lie beside it. */
const layMigrations: Plugin = {
  name: 'lay-migrations',
  closeBundle: () => {
    const from = new URL('../../packages/store/drizzle/sqlite', import.meta.url)
    const to = new URL('./dist/migrations', import.meta.url)
    cpSync(fileURLToPath(from), fileURLToPath(to), { recursive: true })
  }
}

export default defineConfig({
  plugins: [layMigrations],
  build: { ssr: 'src/main.ts', target: 'node20', outDir: 'dist', emptyOutDir: true, sourcemap: true }
})
