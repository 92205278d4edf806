import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { layCompressed } from './vite/lay-compressed.ts'

/** What several pages share is a chunk for all of them, and what is too small for one of its own joins a neighbour. */
const shared = { minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 1_000 }

/**
 * Few chunks compress better than many: what every page needs of libraries is one, and so is what the same pages share
 * beside it. What only flows need stays for itself, or an icon that a list has in common with the canvas would bring it
 * the canvas.
 */
const chunks = [
  { name: 'libraries', test: /node_modules/, tags: ['$initial' as const] },
  { name: 'kit', test: /packages\/ui\/src\/(?!popups|.*-layer|menu-list)/ },
  {
    name: 'flow',
    test: /packages\/(cards|engine|model)\/|src\/canvas\/|node_modules\/(@xyflow|d3-|zod)/,
    ...shared
  },
  { name: 'shared', ...shared }
]

/** While one works on the pages, the API is that of the server beside; it answers its own pages only. */
const server = 'http://127.0.0.1:3000'
const toServer = { target: server, changeOrigin: true, headers: { origin: server } }

/** Nothing is inlined as a data URL, which the page's own rules would refuse for fonts. */
export default defineConfig({
  plugins: [react(), tailwindcss(), layCompressed],
  build: {
    target: 'es2022',
    sourcemap: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Libraries wrap components at their top level; what wraps one that nothing uses can go with it.
      treeshake: { manualPureFunctions: ['memo', 'forwardRef'] },
      output: {
        codeSplitting: { groups: chunks },
        // A shared chunk would be named after all that share it.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`
      }
    }
  },
  server: { port: 5173, proxy: { '/trpc': toServer, '/api': toServer } }
})
