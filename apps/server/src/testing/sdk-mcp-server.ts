import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'

/** MCP server of others: the SDK alone, with three tools behind a token. */
export interface SdkMcpServer {
  /** URL of its endpoint. */
  url: string
  origin: string
  token: string
  /** Arguments of the calls of `add`, in order. */
  added: { a: number; b: number }[]
  close: () => Promise<void>
}

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Opens the server. Answers are one JSON body (`auto`), or a stream of events. */
export const openSdkMcpServer = async (responseMode: 'sse' | 'auto'): Promise<SdkMcpServer> => {
  const token = 'sdk-server-token'
  const added: SdkMcpServer['added'] = []
  const handler = createMcpHandler(
    () => {
      const server = new McpServer({ name: 'acme-tools', version: '1.0.0' })
      server.registerTool(
        'add',
        {
          description: 'Adds two numbers.',
          inputSchema: z.object({ a: z.number(), b: z.number() }),
          outputSchema: z.object({ sum: z.number() })
        },
        async ({ a, b }) => {
          added.push({ a, b })
          return { content: [{ type: 'text', text: String(a + b) }], structuredContent: { sum: a + b } }
        }
      )
      server.registerTool('greet', { description: 'Greets.', inputSchema: z.object({}) }, async () => ({
        content: [
          { type: 'text', text: 'Grüße' },
          { type: 'text', text: 'von Zoë' }
        ]
      }))
      server.registerTool('break', { description: 'Fails.', inputSchema: z.object({}) }, async () => ({
        content: [{ type: 'text', text: 'The printer is out of paper.' }],
        isError: true
      }))
      return server
    },
    { responseMode, legacy: 'reject' }
  )
  const http = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      if (request.headers.authorization !== `Bearer ${token}`) {
        response.writeHead(401, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ error: 'invalid_token', error_description: 'The token is not known.' }))
        return
      }
      const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
        name,
        String(value)
      ])
      const answer = await handler.fetch(
        new Request(`http://${request.headers.host}${request.url}`, {
          method: request.method ?? 'POST',
          headers,
          body: await readText(request)
        })
      )
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      for await (const chunk of answer.body ?? []) response.write(chunk)
      response.end()
    }
    serve().catch(() => response.destroy())
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    url: `${origin}/mcp`,
    ...{ origin, token, added },
    close: () =>
      new Promise(resolve => {
        http.closeAllConnections()
        http.close(() => resolve())
      })
  }
}
