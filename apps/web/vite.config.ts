import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { layCompressed } from './vite/lay-compressed.ts'
import { withoutJsonSchema } from './vite/without-json-schema.ts'

/** What draws flows, and all that pages have which do so. */
const drawsFlows =
  /packages\/(cards|engine|model)\/|src\/(canvas|flows\/canvas|compare|versions|deliveries|runs)\/|node_modules\/(@xyflow|d3-|zod)/

/** What several pages share is a chunk for just these pages. */
const shared = { minShareCount: 2, entriesAware: true }
/** What is too small for a chunk of its own joins one that more pages have. */
const joined = { ...shared, entriesAwareMergeThreshold: 1_000 }

/**
 * Few chunks compress better than many: what every page needs is one of libraries and one of ours, and most icons are
 * one. What draws flows joins nothing, or a sign that a list has in common with the canvas would bring it the canvas.
 */
const chunks = [
  { name: 'libraries', test: /node_modules/, tags: ['$initial' as const] },
  { name: 'start', tags: ['$initial' as const] },
  { name: 'icons', test: /lucide-react/, minShareCount: 3 },
  { name: 'kit', test: /packages\/ui\/src\/(?!popups|.*-layer|menu-list)/, ...joined },
  { name: 'flow', test: drawsFlows, ...shared },
  { name: 'shared', ...joined }
]

/** While one works on the pages, the API is that of the server beside; it answers its own pages only. */
const server = 'http://127.0.0.1:3000'
const toServer = { target: server, changeOrigin: true, headers: { origin: server } }

/** Nothing is inlined as a data URL, which the page's own rules would refuse for fonts. */
export default defineConfig({
  plugins: [react(), tailwindcss(), withoutJsonSchema, layCompressed],
  // What React Flow asks of these two is little.
  resolve: {
    alias: {
      'd3-interpolate': `${import.meta.dirname}/src/canvas/view/interpolate.ts`,
      'd3-transition': `${import.meta.dirname}/src/canvas/view/transition.ts`
    }
  },
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
