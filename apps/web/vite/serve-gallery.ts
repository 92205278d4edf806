import type { Plugin } from 'vite'

/** Serves the component gallery at `/kit` during development. The build has no such page. */
export const serveGallery: Plugin = {
  name: 'serve-gallery',
  apply: 'serve',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _response, next) => {
      if (request.url === '/kit' || request.url?.startsWith('/kit?')) request.url = '/kit.html'
      next()
    })
  }
}
