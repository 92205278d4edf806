import type { Plugin } from 'vite'

/**
 * Vite plugin that serves the component gallery at `/kit` during development. The build does not include it.
 */
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
