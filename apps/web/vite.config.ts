import { readFileSync } from 'node:fs'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { layCompressed } from './vite/lay-compressed.ts'
import { withoutDeeds } from './vite/without-deeds.ts'
import { withoutJsonSchema } from './vite/without-json-schema.ts'

/** What most pages share: most of the kit, but for what opens over a page, and small parts of the libraries and the shell. */
const kit =
  /packages\/ui\/src\/(?!popups|.*-layer|menu-list|checkbox|radio-group|tabs)|cards\/src\/face\/group-mark|node_modules\/(@tanstack\/(?!virtual-core|react-virtual)|lucide-react|zustand)\/|web\/src\/(actions\/|shell\/|find\/(use-)?matching)/

/** What only pages have that draw a flow, but for what they open later: other flows, previews, help. */
const flow =
  /packages\/(cards\/src\/(?!fields-editor|skeleton|use-leaving|face\/choose-flow|webhook-event\/(hand-over|options\/preview-choices)|connector-event\/unknown-event|return-outputs\/(?!card|look|no-outputs-part|read-config|records|rows|run-mode-part)|(.*\/)?words\.|.*\/(skeletons?|event-card-preview|compare)\.)|engine\/src\/(?!card-at))|web\/src\/(flows\/)?canvas\/(?!looked-at|open-looked-at|card-list|mini-map|help-dialog|flow-doc\/fixed-doc|pins\/resolve-pins|life-words)|node_modules\/@xyflow\//

/** What other pages need of that: what values look like, and how two flows differ. */
const partsOfFlow = /cards\/src\/face\/(type-of|value-text)|engine\/src\/compare\//

/**
 * What reads values, but for what fewer pages do: comparing versions, telling of alerts and drift, copying requests, throwing
 * faults, checking the rules of receiving.
 */
const values =
  /packages\/model\/(?!src\/(alerts\/|drift\/|fault|keeping\/|receiving\/|deliveries\/curl|(flows|connectors)\/compare-))|node_modules\/zod\//

/**
 * A page comes in few files: a browser fetches six at a time, and each costs it and the server as much as many kilobytes.
 * Each file takes what its modules import along, so what more pages need is taken out first.
 */
const chunks = [
  { name: 'libraries', test: /node_modules/, tags: ['$initial' as const] },
  { name: 'start', tags: ['$initial' as const] },
  { name: 'values', test: values, minShareCount: 2 },
  { name: 'kit', test: kit, minShareCount: 3 },
  { name: 'stay', test: /node_modules\/@tanstack\/react-router\/.*useBlocker/, minShareCount: 2 },
  { name: 'rows', test: /node_modules\/@tanstack\/(virtual-core|react-virtual)\//, minShareCount: 2 },
  { name: 'checkbox', test: /packages\/ui\/src\/checkbox/, minShareCount: 2 },
  { name: 'controls', test: /packages\/ui\/src\/(radio-group|tabs)/, minShareCount: 2 },
  { name: 'parts', test: partsOfFlow, minShareCount: 2, entriesAware: true },
  { name: 'flow', test: flow, minShareCount: 2 },
  { name: 'shared', minShareCount: 2, entriesAware: true }
]

/** While one works on the pages, the API is that of the server beside; it answers its own pages only. */
const server = `http://127.0.0.1:${process.env.PORT || 3000}`
const toServer = { target: server, changeOrigin: true, headers: { origin: server } }

/** The product has one version, which stands at the top of the repository. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/** Nothing is inlined as a data URL, which the page's own rules would refuse for fonts. */
export default defineConfig({
  define: { 'import.meta.env.VITE_VERSION': JSON.stringify(version) },
  plugins: [react(), tailwindcss(), withoutJsonSchema, withoutDeeds, layCompressed],
  // What React Flow asks of these is little.
  resolve: {
    alias: {
      'd3-drag': `${import.meta.dirname}/src/canvas/view/drag.ts`,
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
