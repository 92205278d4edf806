import { type AgentAccess, appRouter, type Context, MOST_IN_BATCH, type ServerFacts } from '@hookwright/api'
import type { Backend, ServiceClient } from '@hookwright/backend'
import { Fault, httpStatusOf, toFault } from '@hookwright/model'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response
} from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { ZodError } from 'zod'
import type { PracticeServices } from '../env.ts'
import { createSample } from '../seed/load-sample.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { countSmallBody, readApiBody } from './api-body.ts'
import type { ByteBudget } from './byte-budget.ts'
import type { Callers } from './caller.ts'
import { firstAdminRoutes } from './first-admin.ts'
import { oauthCallback } from './oauth-callback.ts'
import { openApiUpload } from './openapi-upload.ts'
import { requireOwnHost } from './own-host.ts'
import type { Readiness } from './readiness.ts'
import { createRequestIds, type RequestIds } from './request-ids.ts'
import { serveWebApp } from './web-app.ts'

/**
 * Handler of the routes for agents. `accessOf` returns the operations on agents' access for one request. Both
 * are defined outside this folder.
 */
interface AgentRoutes {
  routes: RequestHandler
  accessOf: (request: Request, response: Response) => AgentAccess
}

/** Returns the fault for an error, including an unreadable or incomplete body. */
const faultBehind = (thrown: unknown): Fault => {
  if (thrown instanceof ZodError) {
    return new Fault('input.invalid', { what: 'The request has missing or unknown values.' })
  }
  if (thrown instanceof SyntaxError && 'body' in thrown) {
    return new Fault('input.invalid', { what: 'The request is not valid JSON.' })
  }
  return toFault(thrown)
}

/** Error handler that turns faults into HTTP responses, except at Event URLs. */
const answerFaults =
  (log: Logger, ids: RequestIds): ErrorRequestHandler =>
  (thrown, request, response, next) => {
    if (response.headersSent) return next(thrown)
    const fault = faultBehind(thrown)
    if (fault.code === 'internal')
      log.error({ err: thrown, request: ids.of(request) }, 'A request failed with an internal error.')
    response.status(httpStatusOf(fault.code)).json({ error: fault.toData() })
  }

/** Creates the handler of all routes but the Event URLs: sign-in, the API and the web app. */
export const createApp = (params: {
  backend: Backend
  signIn: SignIn
  callers: Callers
  /** Routes for agents, and the operations on agents' access. */
  agentRoutes: AgentRoutes
  /** Version of this server. */
  version: string
  publicUrl: () => string
  /** Practice services; null if they are not running. */
  practice: PracticeServices | null
  /** HTTP client that uses no member's connection. */
  send: ServiceClient
  /** Folder of the web app's build; null to serve only the API. */
  webFolder: string | null
  /** Called for each API request of a signed-in member. */
  present: () => void
  /** Byte budget of the request bodies on all routes. */
  budget: ByteBudget
  readiness: Readiness
  /** Creates ids of requests. */
  newId: () => string
  server: Omit<ServerFacts, 'health'>
  log: Logger
}): Express => {
  const { backend, signIn, callers, publicUrl, practice, send, present, readiness, log } = params
  const sample = createSample({ backend, practice, publicUrl, send })
  const ids = createRequestIds(params.newId)
  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  app.use(ids.give)
  app.use(
    helmet({
      strictTransportSecurity: publicUrl().startsWith('https:'),
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          formAction: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          upgradeInsecureRequests: null
        }
      }
    })
  )
  app.use(requireOwnHost(publicUrl))
  app.use(['/api', '/trpc'], (_request, response, next) => {
    // A page of another release offers to reload.
    response.set({ 'cache-control': 'no-store', 'x-hookwright-version': params.version })
    next()
  })
  app.use(params.agentRoutes.routes)
  app.post('/api/openapi', openApiUpload({ backend, callers, budget: params.budget }))
  app.use('/api', countSmallBody(params.budget))
  app.all('/api/auth/{*any}', signIn.listener)
  app.use('/api/first-admin', firstAdminRoutes(signIn))
  app.use(
    '/trpc',
    readApiBody({
      budget: params.budget,
      isMember: async request => (await callers.of(request)).person !== null
    }),
    createExpressMiddleware({
      router: appRouter,
      maxBatchSize: MOST_IN_BATCH,
      createContext: async ({ req, res }): Promise<Context> => {
        const caller = await callers.of(req)
        if (caller.person !== null) present()
        return {
          ...caller,
          backend,
          people: {
            list: () => signIn.list(),
            add: params => signIn.addPerson(params),
            setRole: params => signIn.setRole(params),
            setPassword: params => signIn.setPassword(params),
            changeOwnPassword: params => signIn.changeOwnPassword({ ...params, request: req }),
            mustBeRemovable: params => signIn.mustBeRemovable(params),
            remove: params => signIn.removePerson(params),
            nameOf: id => signIn.nameOf(id)
          },
          agentAccess: params.agentRoutes.accessOf(req, res),
          installation: {
            version: params.version,
            publicUrl: publicUrl(),
            practiceUrl: practice?.url ?? null,
            chatUrl: practice?.chatUrl ?? null
          },
          server: { ...params.server, health: readiness.report },
          sample,
          session: () => {
            const session = signIn.sessionOf(req.headers)
            if (session === null) throw new Fault('sign-in.needed')
            return session
          },
          host: req.headers.host ?? '',
          untilAnother: signal => callers.untilAnother(req, signal)
        }
      },
      onError: ({ error, path, req }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          log.error({ err: error.cause ?? error, path, request: ids.of(req) }, 'A procedure failed.')
      }
    })
  )
  app.use('/oauth', oauthCallback({ backend, signIn, log, requestIdOf: ids.of }))
  if (params.webFolder !== null) app.use(serveWebApp(params.webFolder))
  app.use((_request, response) => {
    response.status(404).json({ error: new Fault('page.gone').toData() })
  })
  app.use(answerFaults(log, ids))
  return app
}
