import { createServer, type Server } from 'node:http'
import { makeApp } from './app.ts'
import { openCourier } from './courier.ts'
import { openDatabase } from './database.ts'
import { type Effects, realEffects } from './effects.ts'
import { allowEventUrls } from './may-call.ts'
import { readAssets } from './page/assets.ts'

/** Options of the start: port (0 picks a free one), folder of `practice.db`, and, in tests, other effects. */
export interface StartGiven extends Partial<Effects> {
  port: number
  dataFolder: string
  /** The origin of the Hookwright whose Event URLs are called; null or unset for any on this machine. */
  callsOnly?: string | null
}

/** The practice service while it runs. */
export interface Practice {
  url: string
  apiKey: string
  /** Ends every connection and delivery in progress, then closes the database. */
  close: () => Promise<void>
}

/**
 * Starts the practice service on 127.0.0.1. Its API key is made the first time and kept.
 *
 * @throws Error with a sentence for the person who started it, when the port or the folder cannot be used
 */
export async function startPractice({
  port,
  dataFolder,
  callsOnly = null,
  ...effects
}: StartGiven): Promise<Practice> {
  const fx = { ...realEffects, ...effects }
  const assets = await readAssets(new URL('./page/', import.meta.url))
  const database = openDatabase(dataFolder)
  const apiKey = database.apiKey(`acme_${fx.randomHex(20)}`)
  const mayCall = allowEventUrls(callsOnly)
  const courier = openCourier({ database, fx, mayCall })
  const server = createServer(makeApp({ service: { database, courier, fx, mayCall }, apiKey, assets }))
  try {
    const url = `http://127.0.0.1:${await listen(server, port)}`
    return { url, apiKey, close: () => closeAll(server, [courier, database]) }
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

/** Resolves with the port it listens on. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program uses it' : cause.message
      const message =
        `The practice service cannot listen on port ${port} of 127.0.0.1 (${why}). ` +
        'Stop the other program, or set PORT to a port that is free.'
      reject(new Error(message, { cause }))
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : port)
    })
  })
}

/** Takes no new connections, lets go of what is in progress, ends the connections left, then closes what is beneath. */
async function closeAll(
  server: Server,
  [courier, database]: [{ close: () => Promise<void> }, { close: () => void }]
): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  await courier.close()
  server.closeAllConnections()
  await closed
  database.close()
}
