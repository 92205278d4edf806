import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Backend, createBackend, type Point } from '@hookwright/backend'
import { cardSpecs } from '@hookwright/cards'
import { Fault, SECOND } from '@hookwright/model'
import { openSqliteStore } from '@hookwright/store'
import type { Logger } from 'pino'
import { openOutside } from './effects/outside.ts'
import type { Environment } from './env.ts'
import { createApp } from './http/app.ts'
import { createReceiver } from './receiver/receiver.ts'
import { openSignIn, sessionCookieNames } from './sign-in/sign-in.ts'

/** A server that listens. */
export interface RunningServer {
  /** Where it can be reached on this machine. */
  url: string
  firstAdminLink: () => string | null
  backend: Backend
  /** Takes nothing more, ends what is under way, then lets go of everything. May be called again. */
  close: () => Promise<void>
}

/** How long what is under way may take to end when the server is closed. */
const CLOSING_TIME = 25 * SECOND

/** Node's own walls against slow and endless senders; the times are milliseconds. */
const harden = (server: Server): void => {
  server.headersTimeout = 10 * SECOND
  server.requestTimeout = 20 * SECOND
  server.keepAliveTimeout = 5 * SECOND
  server.maxHeadersCount = 100
  server.maxConnections = 2_000
}

const listen = (server: Server, port: number, host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) => {
      reject(new Fault('environment.port-taken', { port, why: thrown.code ?? thrown.message }, thrown))
    })
    server.listen(port, host, () => {
      const { port: bound, address, family } = server.address() as AddressInfo
      const shown = family === 'IPv6' ? `[${address}]` : address
      resolve(`http://${address === '0.0.0.0' || address === '::' ? '127.0.0.1' : shown}:${bound}`)
    })
  })

/**
 * Builds everything from the ground up and listens. What a stop interrupted is taken up before the first request.
 * Throws `storage.unwritable`, `storage.busy`, `seal.key-missing`, `environment.port-taken`.
 */
export const startServer = async (given: {
  environment: Environment
  log: Logger
  /** Where the store's migrations are; beside its source unless said. */
  migrations?: string
  /** What the web app's build wrote; without it there are no pages. */
  webFolder?: string
  /** Told of each labelled point of opening and closing a subscription. */
  passing?: (point: Point) => void
}): Promise<RunningServer> => {
  const { environment, log } = given
  const store = await openSqliteStore({
    folder: environment.dataFolder,
    ...(given.migrations === undefined ? {} : { migrations: given.migrations })
  })
  let publicUrl = environment.publicUrl ?? ''
  try {
    const {
      outside,
      cookieKey,
      close: closeOutside
    } = await openOutside({
      environment,
      log,
      hasSealed: () => store.hasSealed(),
      passing: given.passing ?? (() => {})
    })
    const backend = createBackend({
      store,
      specs: cardSpecs,
      outside,
      settings: {
        publicUrl: () => publicUrl,
        registrationTime: environment.registrationSeconds * SECOND,
        ratePerSecond: environment.ratePerSecond,
        burst: environment.burst
      }
    })
    const server = createServer({ maxHeaderSize: 16_384 })
    harden(server)
    const url = await listen(server, environment.port, environment.host)
    publicUrl ||= url
    const signIn = await openSignIn({
      dataFolder: environment.dataFolder,
      publicUrl,
      cookieKey: cookieKey.reveal(),
      clock: outside.clock,
      newId: outside.newId
    })
    const { practiceUrl, maxBody } = environment
    const app = createApp({
      backend,
      signIn,
      publicUrl: () => publicUrl,
      practiceUrl,
      webFolder: given.webFolder ?? null,
      log
    })
    await backend.resume()
    const sessionCookies = Object.values(sessionCookieNames)
    server.on('request', createReceiver({ backend, maxBody, sessionCookies, otherwise: app }))
    const recovered = backend.recover().catch(thrown => {
      log.error({ err: thrown }, 'What was accepted before the start could not be taken up.')
    })

    const closeAll = async (): Promise<void> => {
      const closed = new Promise<void>(resolve => {
        server.close(() => resolve())
      })
      server.closeIdleConnections()
      let cancel = (): void => {}
      const patience = new Promise<void>(resolve => {
        cancel = outside.after(CLOSING_TIME, resolve)
      })
      await Promise.race([Promise.all([recovered, backend.stop()]), patience])
      cancel()
      server.closeAllConnections()
      await closed
      signIn.close()
      await closeOutside()
      await store.close()
    }
    let closing: Promise<void> | null = null
    return {
      url,
      firstAdminLink: () => signIn.firstAdminLink(),
      backend,
      close: () => {
        closing ??= closeAll()
        return closing
      }
    }
  } catch (thrown) {
    await store.close()
    throw thrown
  }
}
