import express, { type ErrorRequestHandler, type Express } from 'express'
import helmet from 'helmet'
import { refusal, send } from './answer.ts'
import type { Effects } from './effects.ts'
import { guardBrowsers } from './guard.ts'

/** Builds the Express app of a practice service: security headers, its routes, and error handling. */
export function makeServiceApp(fx: Pick<Effects, 'report'>, addRoutes: (app: Express) => void): Express {
  const app = express()
  app.use(safeHeaders, guardBrowsers)
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  app.get('/healthz', (_request, response) => send(response, { status: 200, body: { ok: true } }))
  addRoutes(app)
  app.use((request, response) => {
    const message = `${request.method} ${request.path} does not exist. The page of the service lists its API.`
    send(response, refusal(404, 'unknown_path', message))
  })
  app.use(answerFailure(fx))
  return app
}

/**
 * Security headers. Pages load nothing from other hosts and run no inline scripts. HSTS is off, since
 * loopback has no TLS.
 */
const safeHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"]
    }
  },
  strictTransportSecurity: false
})

/**
 * Creates the error handler. An unreadable body is the client's error; any other error is internal and
 * reported.
 */
function answerFailure(fx: Pick<Effects, 'report'>): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    if (response.headersSent) return next(thrown)
    const status = statusOf(thrown)
    if (status !== undefined) {
      const message = `The body of the request cannot be read (${thrown.message}). Send at most 100 kB, in the format of its Content-Type.`
      return send(response, refusal(status, 'unreadable_body', message))
    }
    fx.report(
      `The practice service failed at ${request.method} ${request.path}. Details: ${detailsOf(thrown)}`
    )
    const message = 'The practice service failed with an internal error. Details are in its log.'
    send(response, refusal(500, 'internal', message))
  }
}

/** Returns the HTTP status of an error. Express's body parser sets a 4xx on its errors. */
function statusOf(thrown: unknown): number | undefined {
  const isClientError =
    thrown instanceof Error && 'status' in thrown && typeof thrown.status === 'number' && thrown.status < 500
  return isClientError ? Number(thrown.status) : undefined
}

const detailsOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
