import express, { type Express, Router } from 'express'
import { send } from './answer.ts'
import { routeDeliveries } from './deliveries.ts'
import { routeDirectory } from './directory.ts'
import { routeEquipment } from './equipment.ts'
import { routeEvents } from './events.ts'
import { Faults } from './faults.ts'
import { requireApiKey } from './guard.ts'
import { readInput } from './input.ts'
import type { Assets } from './page/assets.ts'
import { routePage } from './page/route-page.ts'
import type { Service } from './service.ts'
import { makeServiceApp } from './service-app.ts'
import { routeSubscriptions } from './subscriptions.ts'

/** Adds GET and PUT /faults. PUT replaces all faults: faults that the body omits are switched off. */
function routeFaults(api: Router, { database }: Service): void {
  api.get('/faults', (_request, response) => send(response, { status: 200, body: database.faults() }))

  api.put('/faults', (request, response) => {
    const wanted = readInput(Faults, request.body)
    if (!wanted.ok) return send(response, wanted.answer)
    database.switchFaults(wanted.value)
    send(response, { status: 200, body: wanted.value })
  })
}

/** Builds the Express app of Acme HR. */
export function makeApp(params: {
  service: Service
  apiKey: string
  assets: Assets
  chatUrl: () => string
}): Express {
  const { service, apiKey } = params
  return makeServiceApp(service.fx, app => {
    routePage(app, params)
    app.use('/api', requireApiKey(apiKey), express.json(), routesOf(service))
  })
}

function routesOf(service: Service): Router {
  const api = Router()
  routeDirectory(api)
  routeSubscriptions(api, service)
  routeDeliveries(api, service)
  routeEvents(api, service)
  routeEquipment(api, service)
  routeFaults(api, service)
  return api
}
