import { readFileSync } from 'node:fs'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { cardParts } from './vite/card-parts.ts'
import { layCompressed } from './vite/lay-compressed.ts'
import { serveGallery } from './vite/serve-gallery.ts'
import { serviceLogos } from './vite/service-logos.ts'
import { withoutJsonSchema } from './vite/without-json-schema.ts'

/** Modules that pages without a canvas use, too; they stay out of the chunks of the canvas. */
const alsoOutside =
  /packages\/(ui|model\/src\/(connectors|runs|subscriptions))\/|cards\/src\/view\/(glyph|group-mark|type-name|value-line)|engine\/src\/flow\/flow-view|web\/src\/kit\/(?!page\/card-band)/

/**
 * A browser fetches six files at a time and each costs as much as many kilobytes, so a page comes in few: the libraries and
 * the code that every page needs, icons, small modules that most pages share, and what several pages share. Cards and canvas
 * are a chunk each: a hundred small ones, by who shares them, compress to 30 kB more.
 */
const chunks = [
  { name: 'libraries', test: /node_modules/, tags: ['$initial' as const] },
  { name: 'start', tags: ['$initial' as const] },
  { name: 'icons', test: /lucide-react/, minShareCount: 2 },
  { name: 'common', minShareCount: 20, maxModuleSize: 8_000 },
  { name: 'parts', test: alsoOutside, minShareCount: 2, entriesAware: true },
  { name: 'cards', test: /packages\/(cards|engine|model)\/src\//, minShareCount: 8 },
  { name: 'canvas', test: /web\/src\/features\/canvas\//, minShareCount: 6 },
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
  plugins: [react(), tailwindcss(), withoutJsonSchema, cardParts, layCompressed, serveGallery, serviceLogos],
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
