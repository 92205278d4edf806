import { readFileSync } from 'node:fs'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { cardParts } from './vite/card-parts.ts'
import { compressAssets } from './vite/compress-assets.ts'
import { serveGuide } from './vite/guide-files.ts'
import { serveGallery } from './vite/serve-gallery.ts'
import { serviceLogos } from './vite/service-logos.ts'
import { withoutJsonSchema } from './vite/without-json-schema.ts'

/**
 * Pattern of canvas modules that pages without a canvas use too. They are excluded from the canvas chunks.
 */
const alsoOutside =
  /packages\/(ui|model\/src\/(connectors|runs|subscriptions))\/|cards\/src\/view\/(glyph|group-mark|type-name|value-line)|engine\/src\/flow\/flow-view|web\/src\/kit\/(?!page\/card-band)/

/** Pattern of card modules that no canvas needs before the first interaction, such as dialogs. */
const notOnCanvas =
  /cards\/src\/(options\/preview-choices|connector-event\/fresh-event-card|view\/labelled-option)/

/** Pattern of shared modules that no canvas needs before the first interaction. */
const notCommon =
  /ui\/src\/(checkbox|notice)|web\/src\/kit\/page\/use-copy|@base-ui\/react\/(checkbox|internals\/composite\/(root|item|list\/CompositeList\.)|floating-ui-react\/utils\/(composite|element))/

/**
 * Chunks of the build. A browser fetches six files at a time, each with an overhead of many kilobytes, so
 * each page should load few chunks. There are chunks for libraries and code of every page, icons, small
 * modules of most pages, and code of several pages. Cards and canvas are one chunk each. A split into a
 * hundred small chunks would compress to 30 kB more.
 */
const chunks = [
  { name: 'libraries', test: /node_modules/, tags: ['$initial' as const] },
  { name: 'start', tags: ['$initial' as const] },
  { name: 'icons', test: /lucide-react/, minShareCount: 5 },
  { name: 'common', test: (id: string) => !notCommon.test(id), minShareCount: 24, maxModuleSize: 8_000 },
  { name: 'parts', test: alsoOutside, minShareCount: 2, entriesAware: true },
  {
    name: 'cards',
    test: (id: string) => /packages\/(cards|engine|model)\/src\//.test(id) && !notOnCanvas.test(id),
    minShareCount: 8
  },
  { name: 'canvas', test: /web\/src\/features\/canvas\//, minShareCount: 6 },
  { name: 'shared', minShareCount: 2, entriesAware: true }
]

/** API server during development; the dev server serves only the pages. */
const server = `http://127.0.0.1:${process.env.PORT || 3000}`
const toServer = { target: server, changeOrigin: true, headers: { origin: server } }

/** Version of the product, from the package.json of the repository. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/**
 * Vite configuration of the web app. No assets are inlined as data URLs, since the content security policy
 * blocks them for fonts.
 */
export default defineConfig({
  define: { 'import.meta.env.VITE_VERSION': JSON.stringify(version) },
  plugins: [
    react(),
    tailwindcss(),
    withoutJsonSchema,
    cardParts,
    compressAssets,
    serveGallery,
    serveGuide,
    serviceLogos
  ],
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
