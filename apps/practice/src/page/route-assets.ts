import type { Express } from 'express'
import type { Assets } from './assets.ts'

/** Returns the page URL of the other practice service, with a query that contains the way back. */
export const siblingUrl = (url: string, originalUrl: string): string =>
  new URL(new URL(originalUrl, url).search, url).href

/** Serves the files of a page, its own script under this path. */
export function routeAssets(app: Express, assets: Assets, script: string): void {
  app.get(script, (_request, response) => void response.type('js').send(assets.script))
  app.get('/live.js', (_request, response) => void response.type('js').send(assets.live))
  app.get('/page.css', (_request, response) => void response.type('css').send(assets.stylesheet))
  app.get('/inter.woff2', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=86400').type('font/woff2').send(assets.font)
  })
  app.get('/icon.svg', (_request, response) => void response.type('svg').send(assets.icon))
}
