import { defineConfig } from 'vite'

/** Everything lies in the bundle: one file is read sooner than the hundreds it is made of. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: { input: { main: 'src/main.ts' } }
  }
})
