import { DAY, isJsonObject, type Role } from '@hookwright/model'
import type { Api } from './api-client.ts'
import { overHttp } from './over-http.ts'

/** MCP protocol revision sent with each request. */
const REVISION = '2026-07-28'

/** Message of JSON-RPC. */
export type RpcMessage = Record<string, unknown>

/** MCP client that sends plain HTTP requests, without an MCP library. */
export interface McpClient {
  /** Sends a request and returns its result. Rejects with the error as JSON. */
  call: (method: string, params?: object) => Promise<RpcMessage>
  /**
   * Sends a request that is answered with a stream, and calls `told` for each message. Resolves when the
   * stream ends.
   */
  stream: (
    method: string,
    params: object,
    told: (message: RpcMessage) => void,
    signal: AbortSignal
  ) => Promise<void>
}

let added = 0

/**
 * Creates an API key for an agent and returns its token. The key belongs to the caller of `api` and expires
 * after 30 days.
 */
export const keyForAgent = async (
  api: Api,
  role: Role = 'admin',
  name = `Agent ${++added}`
): Promise<string> => {
  const expiresAt = Date.now() + 30 * DAY
  return (await api.apiKeys.create.mutate({ name, role, connectorIds: null, expiresAt })).token
}

const messagesIn = (text: string): RpcMessage[] =>
  text
    .split(/\r?\n\r?\n/)
    .flatMap(block => block.split(/\r?\n/).filter(line => line.startsWith('data:')))
    .map(line => line.slice('data:'.length).trim())
    .filter(data => data !== '')
    .map(data => JSON.parse(data))

/** Creates a client of a server's MCP endpoint. */
export const openMcpClient = (serverUrl: string, token: string, name = 'acme-agent'): McpClient => {
  let id = 0
  const requestOf = (method: string, params: object): { id: number; init: RequestInit } => {
    id += 1
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': REVISION,
      'io.modelcontextprotocol/clientInfo': { name, version: '1.0.0' },
      'io.modelcontextprotocol/clientCapabilities': { extensions: { 'io.modelcontextprotocol/events': {} } }
    }
    const about = 'name' in params ? { 'mcp-name': String(params.name) } : {}
    return {
      id,
      init: {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'mcp-protocol-version': REVISION,
          'mcp-method': method,
          ...about,
          authorization: `Bearer ${token}`
        },
        body: JSON.stringify({ jsonrpc: '2.0', id, method, params: { ...params, _meta } })
      }
    }
  }
  return {
    call: async (method, params = {}) => {
      const { init } = requestOf(method, params)
      const { status, headers, text } = await overHttp(`${serverUrl}/mcp`, init)
      const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true
      const answer: unknown = isStream ? messagesIn(text).at(-1) : JSON.parse(text || '{}')
      if (isJsonObject(answer) && isJsonObject(answer.result)) return answer.result
      const error = isJsonObject(answer) ? answer.error : answer
      throw Object.assign(new Error(`${method}: ${status} ${text}`), { status, rpc: error })
    },
    stream: async (method, params, told, signal) => {
      const { init } = requestOf(method, params)
      // biome-ignore lint/style/noRestrictedGlobals: a test calls servers on loopback, which the guarded client refuses.
      const response = await fetch(`${serverUrl}/mcp`, { ...init, signal })
      const decoder = new TextDecoder()
      let text = ''
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true })
        const end = Math.max(text.lastIndexOf('\n\n'), text.lastIndexOf('\r\n\r\n'))
        if (end < 0) continue
        for (const message of messagesIn(text.slice(0, end))) told(message)
        text = text.slice(end).trimStart()
      }
    }
  }
}
