import type { Express } from 'express'
import type { Service } from '../service.ts'
import type { Assets } from './assets.ts'
import { drawPage } from './draw-page.ts'
import { routeAssets, siblingUrl } from './route-assets.ts'

/** Serves the page and its files. */
export function routePage(
  app: Express,
  params: { service: Service; apiKey: string; assets: Assets; chatUrl: () => string }
): void {
  const { service, apiKey, assets, chatUrl } = params
  const { database, fx } = service

  app.get('/', (request, response) => {
    const page = drawPage({
      apiKey,
      url: `http://${request.headers.host}`,
      now: fx.clock(),
      subscriptions: database.subscriptions(),
      lastDeliveries: database.lastDeliveries(),
      deliveries: database.deliveries({ last: 20 }),
      equipment: database.equipment({ last: 10 }),
      faults: database.faults()
    })
    response.type('html').send(page.markup)
  })
  app.get('/acme-chat', (request, response) => response.redirect(siblingUrl(chatUrl(), request.originalUrl)))
  routeAssets(app, assets, '/page.js')
}
