import type { Server } from 'node:http'
import { makeApp } from './app.ts'
import { makeChatApp } from './chat/chat-app.ts'
import { openDatabase } from './database.ts'
import { openDeliverySender } from './delivery-sender.ts'
import { type Effects, realEffects } from './effects.ts'
import { listen, listenOnFree, portsAfter } from './listen.ts'
import { allowEventUrls } from './may-call.ts'
import { readAssets } from './page/assets.ts'

/** Options for starting the practice services: port, data folder, and, in tests, other effects. */
export interface StartOptions extends Partial<Effects> {
  /** Port of Acme HR; 0 for any free port. Acme Chat uses its last port, or the next free one. */
  port: number
  dataFolder: string
  /** Origin of the only Hookwright to call; null or unset for any on this machine. */
  callsOnly?: string | null
}

/** The running practice services. */
export interface Practice {
  /** Address and API key of Acme HR. */
  url: string
  apiKey: string
  /** Address of Acme Chat. */
  chatUrl: string
  /** Aborts all connections and deliveries in progress, then closes the database. */
  close: () => Promise<void>
}

/**
 * Starts both practice services on 127.0.0.1. Generates and stores the API key of Acme HR on the first start.
 *
 * @throws Error with a sentence for the operator, when the port or the folder cannot be used
 */
export async function startPractice({
  port,
  dataFolder,
  callsOnly = null,
  ...effects
}: StartOptions): Promise<Practice> {
  const fx = { ...realEffects, ...effects }
  const assets = await readAssets(new URL('./page/', import.meta.url))
  const database = openDatabase(dataFolder)
  const apiKey = database.apiKey(`acme_${fx.randomHex(20)}`)
  const mayCall = allowEventUrls(callsOnly)
  const deliverySender = openDeliverySender({ database, fx, mayCall })
  // Each page links to the other service, whose port is known once it listens.
  let [hrUrl, chatUrl] = ['', '']
  const hrApp = makeApp({
    service: { database, deliverySender, fx, mayCall },
    ...{ apiKey, assets: assets.hr, chatUrl: () => chatUrl }
  })
  const { chat, grants } = database
  const chatApp = makeChatApp({
    service: { chat, grants, fx, url: () => chatUrl },
    ...{ assets: assets.chat, hrUrl: () => hrUrl }
  })
  const servers: Server[] = []
  const close = () => closeAll(servers, [deliverySender, database])
  try {
    const hr = await listen(hrApp, port).catch(cause => {
      throw explainPort(port, cause)
    })
    servers.push(hr.server)
    hrUrl = hr.url
    const storedPort = database.chatPort()
    const wished = [...(storedPort === 0 ? [] : [storedPort]), ...(port === 0 ? [] : portsAfter(hr.port))]
    const talk = await listenOnFree(chatApp, wished)
    servers.push(talk.server)
    chatUrl = talk.url
    database.keepChatPort(talk.port)
    return { url: hr.url, apiKey, chatUrl, close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

const explainPort = (port: number, cause: NodeJS.ErrnoException): Error => {
  const why = cause.code === 'EADDRINUSE' ? 'another program uses it' : cause.message
  const message =
    `The practice service cannot listen on port ${port} of 127.0.0.1 (${why}). ` +
    'Stop the other program, or set PORT to a port that is free.'
  return new Error(message, { cause })
}

/** Accepts no new connections, aborts work in progress, ends the remaining connections, then closes the database. */
async function closeAll(
  servers: readonly Server[],
  [deliverySender, database]: [{ close: () => Promise<void> }, { close: () => void }]
): Promise<void> {
  const closed = servers.map(server => new Promise<void>(resolve => server.close(() => resolve())))
  await deliverySender.close()
  for (const server of servers) server.closeAllConnections()
  await Promise.all(closed)
  database.close()
}
