import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { layCompressed } from './vite/lay-compressed.ts'

/** Nothing is inlined as a data URL, which the page's own rules would refuse for fonts. */
export default defineConfig({
  plugins: [react(), tailwindcss(), layCompressed],
  build: { target: 'es2022', sourcemap: true, assetsInlineLimit: 0 },
  server: {
    port: 5173,
    proxy: { '/trpc': 'http://127.0.0.1:3000', '/api': 'http://127.0.0.1:3000' }
  }
})
