import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Backend } from '@hookwright/backend'
import { type Agent, type AgentScope, Fault, httpStatusOf, jsonRpcCodes, toFault } from '@hookwright/model'
import { type AuthInfo, createMcpHandler } from '@modelcontextprotocol/server'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { ByteBudget } from '../http/byte-budget.ts'
import { readWhole } from '../http/read-whole-body.ts'
import type { AgentsByRequest } from './agent-by-request.ts'
import { createMcpServer } from './mcp-server.ts'
import { createMemberBudgets } from './member-budgets.ts'
import type { Rates } from './rates.ts'
import { webRequestOf, writeWebResponse } from './web-exchange.ts'

/** Maximum size of a request body, in bytes, as in the SDK. Only tool calls may be as large. */
const MOST_BYTES = 4 * 1_048_576

/**
 * Maximum size of all other messages, in bytes. These bytes are not counted while the response, such as a
 * stream, is open.
 */
const MOST_SMALL_BYTES = 64 * 1_024

/**
 * Maximum total size of a member's tool calls in progress, in bytes: a quarter of the budget of all routes.
 */
const MOST_MEMBER_BYTES = 8 * MOST_BYTES

/** Required scopes by the prefix of the method name. One of the scopes is enough. */
const needed: [string, AgentScope[]][] = [
  ['tools/', ['tools', 'connectors']],
  ['tasks/', ['tools', 'connectors']],
  ['events/', ['events']]
]

const methodsIn = (message: unknown): string[] =>
  (Array.isArray(message) ? message : [message]).flatMap((one: unknown) => {
    const method: unknown = typeof one === 'object' && one !== null ? Reflect.get(one, 'method') : null
    return typeof method === 'string' ? [method] : []
  })

/** Returns true for a message that calls a tool, and so may be large. */
const isCall = (message: unknown): boolean => methodsIn(message).includes('tools/call')

/**
 * Returns the scopes of a method that the client may not call; one of these scopes would be enough. Null if
 * the client may call every method of the message.
 */
const missingScopes = (message: unknown, { scopes }: Agent): AgentScope[] | null => {
  for (const method of methodsIn(message)) {
    const found = needed.find(([start]) => method.startsWith(start))
    if (found?.[1].some(scope => scopes.has(scope)) === false) return found[1]
  }
  return null
}

/** JSON-RPC code for errors of HTTP, as used by the SDK. */
const HTTP_ERROR = -32_000

/** Answers a refused request with a JSON-RPC error, since it did not reach the protocol server. */
const answerFault = (response: ServerResponse, fault: Fault): void => {
  const status = httpStatusOf(fault.code)
  const { seconds } = fault.details
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(typeof seconds === 'number' && { 'retry-after': String(seconds) })
  })
  const code = status >= 500 ? jsonRpcCodes.internal : HTTP_ERROR
  const error = { code, message: fault.message, data: { fault: fault.code } }
  response.end(JSON.stringify({ jsonrpc: '2.0', error, id: null }))
}

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/**
 * Creates the MCP endpoint: Streamable HTTP without sessions, so that any process can answer any request.
 * Each request is authenticated before its body is read.
 */
export const createMcpEndpoint = (params: {
  backend: Pick<Backend, 'agents'>
  identify: AgentsByRequest['of']
  rates: Rates
  budget: ByteBudget
  url: () => URL
  /** Returns the URL of the metadata in which clients find the authorization server. */
  metadataUrl: () => string
  version: string
  log: Pick<Logger, 'error' | 'debug'>
}): RequestHandler => {
  const { backend, identify, rates, budget, url, metadataUrl, version, log } = params
  const members = createMemberBudgets({ budget, most: MOST_MEMBER_BYTES })
  /** Clients by the authentication info that the SDK passes on. */
  const agents = new WeakMap<AuthInfo, Agent>()

  const handler = createMcpHandler(
    ({ authInfo }) => {
      const agent = authInfo && agents.get(authInfo)
      if (agent === undefined) throw new Error('A request without an agent reached the MCP handler.')
      return createMcpServer({
        ...{ agent, agents: backend.agents, version },
        failed: (thrown, method) => {
          const fault = toFault(thrown)
          if (fault.code === 'internal') log.error({ err: thrown, method }, 'A request of an agent failed.')
        }
      })
    },
    { onerror: error => log.debug({ err: error }, 'A request of an agent was refused.') }
  )

  const challenge = (response: ServerResponse, error: string | null, scopes?: AgentScope[]): void => {
    const parts = [
      ...(error === null ? [] : [`error="${error}"`]),
      ...(scopes === undefined ? [] : [`scope="${scopes[0]}"`]),
      `resource_metadata="${metadataUrl()}"`
    ]
    response.setHeader('www-authenticate', `Bearer ${parts.join(', ')}`)
  }

  const refuse = (response: ServerResponse, thrown: unknown): void => {
    const fault = toFault(thrown)
    if (fault.code === 'internal') log.error({ err: thrown }, 'A request of an agent failed.')
    if (httpStatusOf(fault.code) === 401)
      challenge(response, fault.code === 'sign-in.needed' ? null : 'invalid_token')
    // What is left of the body is not read.
    response.shouldKeepAlive = false
    answerFault(response, fault)
  }

  /** Reads the body within the budget of all routes; null for a client that has gone. */
  const read = (request: IncomingMessage, hold: (bytes: number) => boolean): Promise<Buffer | null> =>
    new Promise((resolve, reject) => {
      const announced = Number(request.headers['content-length'] ?? 0)
      if (announced > MOST_BYTES) return reject(new Fault('request.too-large', { limit: '4 MB' }))
      readWhole(request, { most: MOST_BYTES, hold }, body => {
        if (body === 'gone') resolve(null)
        else if (body === 'too-large') reject(new Fault('request.too-large', { limit: '4 MB' }))
        else if (body === 'no-room') reject(new Fault('request.no-room'))
        else resolve(body)
      })
    })

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const agent = await identify(request)
    if (agent === null) throw new Fault('sign-in.needed')
    const seconds = rates.take(`${agent.memberId} ${agent.clientKey}`)
    if (seconds !== null) throw new Fault('agents.too-many-requests', { seconds })
    const { hold, release } = members.reserve(agent.memberId)
    response.once('close', release)
    const body = await read(request, hold)
    if (body === null) return
    const message = parsed(body)
    if (!isCall(message)) {
      if (body.length > MOST_SMALL_BYTES) throw new Fault('request.too-large', { limit: '64 KB' })
      release()
    }
    const missing = missingScopes(message, agent)
    if (missing !== null) {
      challenge(response, 'insufficient_scope', missing)
      return answerFault(response, new Fault('agents.out-of-scope', { scope: missing[0] ?? '' }))
    }
    // Only what could not be parsed is read by the SDK, which says so.
    const web = webRequestOf(request, response, message === undefined ? body : null, url())
    // The token itself is nobody's business from here on.
    const authInfo = { token: '', clientId: agent.clientKey, scopes: [...agent.scopes] }
    agents.set(authInfo, agent)
    const answer = await handler.fetch(web, {
      authInfo,
      ...(message !== undefined && { parsedBody: message })
    })
    await writeWebResponse(answer, response)
  }

  return (request, response) => {
    serve(request, response).catch(thrown => {
      if (response.headersSent) response.destroy()
      else refuse(response, thrown)
    })
  }
}
