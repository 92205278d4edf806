import { defineConfig } from 'vite'

/** Configuration that bundles all dependencies, since Node loads one file faster than hundreds. */
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
