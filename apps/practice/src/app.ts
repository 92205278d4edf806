import express, { type ErrorRequestHandler, type Express, Router } from 'express'
import helmet from 'helmet'
import { refusal, send } from './answer.ts'
import { routeDeliveries } from './deliveries.ts'
import { routeDirectory } from './directory.ts'
import { routeEvents } from './events.ts'
import { Faults } from './faults.ts'
import { guardBrowsers, requireApiKey } from './guard.ts'
import { readInput } from './input.ts'
import type { Assets } from './page/assets.ts'
import { routePage } from './page/route-page.ts'
import type { Service } from './service.ts'
import { routeSubscriptions } from './subscriptions.ts'

/** GET and PUT /faults. PUT replaces all of them: what it does not name is switched off. */
function routeFaults(api: Router, { database }: Service): void {
  api.get('/faults', (_request, response) => send(response, { status: 200, body: database.faults() }))

  api.put('/faults', (request, response) => {
    const wanted = readInput(Faults, request.body)
    if (!wanted.ok) return send(response, wanted.answer)
    database.switchFaults(wanted.value)
    send(response, { status: 200, body: wanted.value })
  })
}

/** Puts the whole service together as one Express app. */
export function makeApp(given: { service: Service; apiKey: string; assets: Assets }): Express {
  const { service, apiKey, assets } = given
  const app = express()
  app.use(safeHeaders, guardBrowsers)
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  app.get('/healthz', (_request, response) => send(response, { status: 200, body: { ok: true } }))
  routePage(app, { service, apiKey, assets })
  app.use('/api', requireApiKey(apiKey), express.json(), routesOf(service))
  app.use((request, response) => {
    const message = `${request.method} ${request.path} does not exist. The page of the service lists its API.`
    send(response, refusal(404, 'unknown_path', message))
  })
  app.use(answerFailure(service))
  return app
}

function routesOf(service: Service): Router {
  const api = Router()
  routeDirectory(api)
  routeSubscriptions(api, service)
  routeDeliveries(api, service)
  routeEvents(api, service)
  routeFaults(api, service)
  return api
}

/** Its pages load nothing from elsewhere and run no inline script. There is no TLS on loopback to insist on. */
const safeHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"]
    }
  },
  strictTransportSecurity: false
})

/** A body that cannot be read is the sender's mistake; anything else is ours and is reported. */
function answerFailure({ fx }: Service): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    if (response.headersSent) return next(thrown)
    const status = statusOf(thrown)
    if (status !== undefined) {
      const message = `The body of the request cannot be read (${thrown.message}). Send JSON of at most 100 kB.`
      return send(response, refusal(status, 'unreadable_body', message))
    }
    fx.report(
      `The practice service failed at ${request.method} ${request.path}. Details: ${detailsOf(thrown)}`
    )
    const message = 'The practice service failed with an internal error. Details are in its log.'
    send(response, refusal(500, 'internal', message))
  }
}

/** Express's body parser throws errors that name the 4xx status they should have. */
function statusOf(thrown: unknown): number | undefined {
  const isClientError =
    thrown instanceof Error && 'status' in thrown && typeof thrown.status === 'number' && thrown.status < 500
  return isClientError ? Number(thrown.status) : undefined
}

const detailsOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
