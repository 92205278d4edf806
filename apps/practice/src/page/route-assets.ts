import type { Express } from 'express'
import type { Assets } from './assets.ts'

/**
 * Returns the page URL of the other practice service. It keeps the query of this page, which leads back to
 * Hookwright.
 */
export const siblingUrl = (url: string, originalUrl: string): string =>
  new URL(new URL(originalUrl, url).search, url).href

/** Serves the static files of a page. The page's own script is served under the path `script`. */
export function routeAssets(app: Express, assets: Assets, script: string): void {
  app.get(script, (_request, response) => void response.type('js').send(assets.script))
  app.get('/live.js', (_request, response) => void response.type('js').send(assets.live))
  app.get('/page.css', (_request, response) => void response.type('css').send(assets.stylesheet))
  app.get('/inter.woff2', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=86400').type('font/woff2').send(assets.font)
  })
  app.get('/icon.svg', (_request, response) => void response.type('svg').send(assets.icon))
}
