import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Opens a loopback service that answers each request after a fixed time. */
export async function openSlowService(
  afterMs: number
): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    request.resume()
    await sleep(afterMs)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The service has no port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(() => resolve(undefined)))
    }
  }
}
