import { createServer, type RequestListener, type Server } from 'node:http'

/** Running HTTP server on 127.0.0.1. */
export interface Listening {
  server: Server
  port: number
  url: string
}

/** Number of further ports to try after the wanted port, before any free port is used. */
const TRIES = 20

/** Ports above 1024 that browsers do not open (Fetch standard, “Port blocking”). */
const blocked = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080
])

/** Listens on a port; 0 for any free port. Rejects with the system error. */
export function listen(listener: RequestListener, port: number): Promise<Listening> {
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const taken = address !== null && typeof address === 'object' ? address.port : port
      resolve({ server, port: taken, url: `http://127.0.0.1:${taken}` })
    })
  })
}

/** Listens on the first of these ports that is free, or on any free port if none of them is. */
export async function listenOnFree(listener: RequestListener, ports: readonly number[]): Promise<Listening> {
  for (const port of ports) {
    if (port > 65_535 || blocked.has(port)) continue
    try {
      return await listen(listener, port)
    } catch {
      // Another program uses it, or may.
    }
  }
  return listen(listener, 0)
}

/** Returns the ports after this one, in order. */
export const portsAfter = (port: number): number[] =>
  Array.from({ length: TRIES }, (_, index) => port + 1 + index)
