import type { Express } from 'express'
import type { Service } from '../service.ts'
import type { Assets } from './assets.ts'
import { drawPage } from './draw-page.ts'

/** Serves the page and the three files it loads. */
export function routePage(app: Express, given: { service: Service; apiKey: string; assets: Assets }): void {
  const { service, apiKey, assets } = given
  const { database, fx } = service

  app.get('/', (request, response) => {
    const page = drawPage({
      apiKey,
      url: `http://${request.headers.host}`,
      now: fx.clock(),
      subscriptions: database.subscriptions(),
      lastDeliveries: database.lastDeliveries(),
      deliveries: database.deliveries({ last: 20 }),
      faults: database.faults()
    })
    response.type('html').send(page.markup)
  })
  app.get('/page.js', (_request, response) => void response.type('js').send(assets.script))
  app.get('/page.css', (_request, response) => void response.type('css').send(assets.stylesheet))
  app.get('/icon.svg', (_request, response) => void response.type('svg').send(assets.icon))
}
