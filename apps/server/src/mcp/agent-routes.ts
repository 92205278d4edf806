import type { IncomingMessage } from 'node:http'
import type { Backend, ServiceClient } from '@hookwright/backend'
import { agentScopes, HOUR, MINUTE, type Millis } from '@hookwright/model'
import express, { type Request, type RequestHandler, Router } from 'express'
import type { Logger } from 'pino'
import type { ByteBudget } from '../http/byte-budget.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { createAgentAccess, createRevoke } from './agent-access.ts'
import type { AgentsByRequest } from './agent-by-request.ts'
import { MCP_PATH, metadataPaths, oauthPaths, resourceMetadata, serverMetadata } from './oauth-metadata.ts'
import type { OauthServer } from './oauth-server.ts'
import { createRates, createSharedRates } from './rates.ts'
import { registerClient, UNUSED_CLIENT } from './register-client.ts'

/**
 * Maximum number of requests of a client per minute: enough for a busy agent, too few to overload a server.
 */
const MOST_REQUESTS = 1_200

/** Maximum number of client registrations per hour from one network. */
const MOST_REGISTRATIONS = 30

/** Maximum number of requests per minute from one network to the authorization server. */
const MOST_OAUTH = 300

/**
 * Maximum number of metadata documents fetched per minute for all networks together.
 * `MOST_DOCUMENTS_OF_NETWORK` is the maximum for one network.
 */
const MOST_DOCUMENTS = 60
const MOST_DOCUMENTS_OF_NETWORK = 10

/** Wraps a loader so that it loads only once. A failed load is tried again on the next call. */
const once = <Loaded>(load: () => Promise<Loaded>): (() => Promise<Loaded>) => {
  let loading: Promise<Loaded> | null = null
  return () => {
    loading ??= load().catch(thrown => {
      loading = null
      throw thrown
    })
    return loading
  }
}

/**
 * Adds all scopes to an authorization request that names no known scope. The member can then choose among
 * them.
 */
const askForAll = (request: Request): void => {
  const url = new URL(request.url, 'http://localhost')
  if (request.method !== 'GET' || url.pathname !== oauthPaths.authorization) return
  const isKnown = url.searchParams
    .get('scope')
    ?.split(' ')
    .some(one => agentScopes.some(is => is === one))
  if (isKnown === true) return
  url.searchParams.set('scope', agentScopes.join(' '))
  request.url = `${url.pathname}${url.search}`
}

/**
 * Routes for agents, and a function that returns the operations on agents' access for a request of the API.
 */
export interface AgentRoutes {
  routes: RequestHandler
  accessOf: ReturnType<typeof createAgentAccess>
}

/**
 * Creates the MCP endpoint and its authorization server. Both are loaded on their first request, since most
 * installations have no agents.
 */
export const createAgentRoutes = (params: {
  backend: Pick<Backend, 'agents'>
  agents: AgentsByRequest
  signIn: Pick<SignIn, 'agentGrants' | 'oauthRecords' | 'roleOf' | 'originOf'>
  cookieKey: string
  /** HTTP client that uses no member's connection. */
  send: ServiceClient
  budget: ByteBudget
  publicUrl: () => string
  version: string
  clock: () => Millis
  log: Logger
}): AgentRoutes => {
  const { backend, agents, signIn, publicUrl, clock, log } = params
  const { agentGrants: grants, oauthRecords: records } = signIn
  const revoke = createRevoke({ grants, forget: backend.agents.forget })
  const documents = createSharedRates({
    ...{ clock, period: MINUTE, most: MOST_DOCUMENTS, mostOfSender: MOST_DOCUMENTS_OF_NETWORK }
  })
  const networkOf = (request: IncomingMessage): string => signIn.originOf(request).network

  const loadServer = once(async (): Promise<OauthServer> => {
    const { createOauthServer } = await import('./oauth-server.ts')
    return createOauthServer({
      ...{ records, grants, log, cookieKey: params.cookieKey, send: params.send, publicUrl: publicUrl() },
      revoked: revoke,
      isMember: personId => signIn.roleOf(personId) !== null,
      mayFetch: request => documents.take(request === null ? '' : networkOf(request)) === null
    })
  })

  let sweptAt = 0
  const sweep: RequestHandler = (_request, _response, next) => {
    const now = clock()
    if (now - sweptAt > HOUR) {
      sweptAt = now
      // What has expired is not found anyway; on a full disk it is deleted later.
      records.sweep(now - UNUSED_CLIENT).catch(() => {})
    }
    next()
  }

  const limit = ({ most, period }: { most: number; period: Millis }): RequestHandler => {
    const rates = createRates({ clock, period, most })
    return (request, response, next) => {
      const seconds = rates.take(networkOf(request))
      if (seconds === null) return next()
      response.status(429).set('retry-after', String(seconds)).json({ error: 'temporarily_unavailable' })
    }
  }

  const router = Router()
  const loadEndpoint = once(async () => {
    const { createMcpEndpoint } = await import('./mcp-endpoint.ts')
    return createMcpEndpoint({
      ...{ backend, log, budget: params.budget, version: params.version },
      url: () => new URL(MCP_PATH, publicUrl()),
      identify: agents.of,
      rates: createRates({ clock, period: MINUTE, most: MOST_REQUESTS }),
      metadataUrl: () => `${publicUrl()}/.well-known/oauth-protected-resource${MCP_PATH}`
    })
  })
  router.all(MCP_PATH, (request, response, next) => {
    loadEndpoint().then(handle => handle(request, response, next), next)
  })
  router.get(metadataPaths.resource, (_request, response) => {
    response.json(resourceMetadata(publicUrl()))
  })
  router.get(metadataPaths.server, (_request, response) => {
    response.json(serverMetadata(publicUrl()))
  })
  router.post(
    oauthPaths.registration,
    sweep,
    express.json({ limit: '32kb' }),
    registerClient({
      ...{ loadServer, records, networkOf, clock },
      rates: createRates({ clock, period: HOUR, most: MOST_REGISTRATIONS })
    })
  )
  router.use('/mcp/oauth', sweep, limit({ most: MOST_OAUTH, period: MINUTE }))
  router.all('/mcp/oauth/{*any}', (request, response, next) => {
    askForAll(request)
    loadServer()
      .then(server => server.answer(request, response))
      .catch(next)
  })
  return {
    routes: router,
    accessOf: createAgentAccess({ loadServer, grants, revoke, publicUrl, clock })
  }
}
