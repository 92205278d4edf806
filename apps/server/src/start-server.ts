import { join, resolve } from 'node:path'
import { type Backend, createBackend, type FaultPoint } from '@hookwright/backend'
import { cardSpecs } from '@hookwright/cards'
import { galleryKeys, galleryRoot, readFolderFiles } from '@hookwright/connectors/gallery'
import {
  type Agent,
  type AgentRef,
  type Millis,
  noAuthentication,
  type Role,
  SECOND
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import manifest from '../package.json' with { type: 'json' }
import { clientAddresses } from './clients/client-address.ts'
import { senderNetworks } from './clients/sender-network.ts'
import { type DatabaseOpening, openDatabase } from './database/open-database.ts'
import { exchangeKeys } from './effects/exchange-key.ts'
import { openImportThreads } from './effects/import-threads.ts'
import type { Machine } from './effects/machine.ts'
import { openEffects } from './effects/open-effects.ts'
import { openOpenApiThread } from './effects/openapi-thread.ts'
import { runConnectorTests } from './effects/run-connector-tests.ts'
import { findNextKey, takeNextKey } from './effects/sealing-key.ts'
import { createAcceptPriority } from './http/accept-priority.ts'
import { createByteBudget } from './http/byte-budget.ts'
import { createCallers } from './http/caller.ts'
import { openHttpServer } from './http/http-server.ts'
import { createLateListener } from './http/late-listener.ts'
import { createProbes } from './http/probes.ts'
import { createReadiness } from './http/readiness.ts'
import { createAgentsByRequest } from './mcp/agent-by-request.ts'
import { createHeldAgents } from './mcp/held-agents.ts'
import { MCP_PATH } from './mcp/oauth-metadata.ts'
import { createMeasureProcess } from './metrics/measure-process.ts'
import { createCallReceiver } from './receiver/call-receiver.ts'
import { createIntake } from './receiver/intake.ts'
import { answerWithoutPages, answerWithoutReceiver } from './receiver/narrowed-roles.ts'
import { createReceiver } from './receiver/receiver.ts'
import type { PasswordHash } from './sign-in/password-rule.ts'
import { memberCookieNames, openSignIn } from './sign-in/sign-in.ts'
import { warnOfProxy } from './start/warn-of-proxy.ts'
import { loadTracing } from './tracing/load-tracing.ts'

/** A running server. */
export interface RunningServer {
  /** URL of the server on this machine. */
  url: string
  firstAdminLink: () => Promise<string | null>
  backend: Backend
  /** Stops accepting work, finishes work in progress, and closes everything. May be called repeatedly. */
  close: () => Promise<void>
}

/**
 * Interval for indexing received texts, and the delay of the first indexing after a start. Senders and pages
 * reconnect during that delay, and the indexing thread needs half as much memory as the server.
 */
const INDEXING = 30 * SECOND

/** Maximum time for work in progress when the server is closed. */
const CLOSING_TIME = 25 * SECOND
/** Part of the closing time that is reserved for requests that have begun to arrive. */
const ANSWERING_TIME = 5 * SECOND

/**
 * Maximum number of concurrent requests to Event URLs, and maximum total size of request bodies in memory on
 * all routes.
 */
const MOST_AT_ONCE = { requests: 2_000, bytes: 128 * 1_048_576 }

/** Parameters to start a server. */
export interface ServerStart extends Omit<DatabaseOpening, 'aroundStore'> {
  /** Path of the script of the thread that parses large bodies. Without it, the main thread parses them. */
  bodyThread?: string
  /**
   * Path of the script of the thread that reads OpenAPI documents. Without it, the main thread reads them.
   */
  openApiThread?: string
  /**
   * Path of the script of the threads that read large archives and files of other products. Without it, the
   * main thread reads them.
   */
  importThread?: string
  /** Folder of the ready connectors. The default is their source folder. */
  gallery?: string
  /** Folder of the web app's build; without it no pages are served. */
  webFolder?: string
  /** Called at each fault point of opening and closing a subscription, where a test may kill the server. */
  passing?: (point: FaultPoint) => void
  /** Wraps the store, so that a test can observe or change its calls. */
  aroundStore?: (store: Store) => Store
  /** Maximum time for work in progress when the server is closed. Default: 25 seconds. */
  closingTime?: Millis
  /**
   * Effects of the machine, such as clock and DNS, which tests may replace. The default is the real machine.
   */
  machine?: Machine
  /** Faster replacement of the password hash for tests. No environment variable can set it. */
  passwordHash?: PasswordHash
}

/**
 * Opens all parts of the server and starts listening. Interrupted work is resumed before the first request is
 * answered. Throws the faults of `openDatabase`, and `auth-file.failed`, `auth-file.newer`,
 * `seal.key-missing`, `seal.key-wrong`, `environment.port-taken`.
 */
export const startServer = async (params: ServerStart): Promise<RunningServer> => {
  const { environment, log, closingTime = CLOSING_TIME, aroundStore = store => store } = params
  const database = await openDatabase({ ...params, aroundStore })
  const { store } = database
  /** Functions that release open resources, the last opened resource first. */
  const closers = [() => store.close()]
  const closeAll = async (): Promise<void> => {
    for (const close of closers) await close()
  }
  let publicUrl = environment.publicUrl ?? ''
  try {
    const {
      effects: machineEffects,
      sealer,
      close
    } = await openEffects({
      environment,
      log,
      hasSealed: () => store.hasSealed(),
      passing: params.passing ?? (() => {}),
      publicUrl: () => publicUrl,
      bodyThread: params.bodyThread ?? null,
      ...(params.machine === undefined ? {} : { machine: params.machine })
    })
    // Behind the store: an effect that this breaks off can then no longer be kept as one that failed.
    closers.push(close)
    let makeRoom = (): void => {}
    const disk = database.watchDisk({
      makeRoom: () => makeRoom(),
      after: machineEffects.after,
      log: machineEffects.log
    })
    closers.unshift(async () => disk.stop())
    const priority = createAcceptPriority()
    /** Returns the role of a person. It is never called before sign-in is open, which then replaces it. */
    let roleOf = (_personId: string): Role | null => null
    /**
     * Returns an agent's client with its current permissions; replaced once sign-in is open, like `roleOf`.
     */
    let agentOf = async (_ref: AgentRef): Promise<Agent | null> => null
    const tracing = await loadTracing({
      environment,
      version: manifest.version,
      clock: machineEffects.clock,
      after: machineEffects.after,
      log
    })
    if (tracing !== null) closers.push(tracing.close)
    const effects = {
      ...machineEffects,
      ...(tracing !== null && { tracing }),
      hasRoom: disk.hasRoom,
      whenIdle: priority.whenIdle,
      roleOf: (personId: string) => roleOf(personId),
      agentOf: (ref: AgentRef) => agentOf(ref)
    }
    const documents =
      params.openApiThread === undefined
        ? null
        : openOpenApiThread({ script: params.openApiThread, after: machineEffects.after })
    if (documents !== null) closers.push(documents.close)
    const imports =
      params.importThread === undefined
        ? null
        : openImportThreads({ script: params.importThread, after: machineEffects.after })
    if (imports !== null) closers.push(imports.close)
    const gallery = params.gallery ?? galleryRoot
    const startedAt = effects.clock()
    const { roles } = environment
    const measure = createMeasureProcess({ clock: effects.clock, version: manifest.version, roles })
    const backend = createBackend({
      store,
      specs: cardSpecs,
      effects,
      measure,
      transferSources: {
        documents: documents ?? undefined,
        readers: imports?.readers,
        gallery: {
          keys: () => galleryKeys(gallery),
          read: key => readFolderFiles(join(gallery, key))
        },
        runTests: runConnectorTests
      },
      settings: {
        publicUrl: () => publicUrl,
        registrationTime: environment.registrationSeconds * SECOND,
        overlap: environment.registrationSeconds * SECOND,
        ratePerSecond: environment.ratePerSecond,
        burst: environment.burst,
        networkPerSecond: environment.networkPerSecond,
        outboundAllow: environment.outboundAllow,
        networkBurst: environment.networkBurst,
        runsAtOnce: environment.runsAtOnce,
        maxBody: environment.maxBody,
        retentionDays: environment.retentionDays,
        isAfterDiskFailure: database.isAfterDiskFailure
      }
    })
    makeRoom = backend.makeRoom
    await backend.checkKey()
    const { port, host } = environment
    const addresses = clientAddresses(environment.proxies, { unnamedProxy: warnOfProxy(environment, log) })
    const httpServer = await openHttpServer({
      ...{ port, host },
      clock: effects.clock,
      isProxy: addresses.isProxy,
      fastPath: environment.fastPath,
      accepted: priority.accepted
    })
    closers.unshift(() => httpServer.close())
    publicUrl ||= httpServer.url
    const signIn = await openSignIn({
      storage: await database.openAuth({ clock: effects.clock, sealer }),
      publicUrl,
      cookieKey: sealer.cookieKey.reveal(),
      clock: effects.clock,
      newId: effects.newId,
      after: effects.after,
      changed: personId => backend.watching.notify('people', [personId]),
      addressOf: addresses.claimed,
      ...(params.passwordHash === undefined ? {} : { passwordHash: params.passwordHash })
    })
    roleOf = signIn.roleOf
    closers.splice(1, 0, () => signIn.close())
    const callers = createCallers({
      ...{ apiKeys: backend.apiKeys, signIn, clock: effects.clock, after: effects.after },
      originOf: signIn.originOf,
      sharedBy: () => store.processCount('web')
    })
    const agents = createAgentsByRequest({
      ...{ callers, apiKeys: backend.apiKeys, signIn },
      grants: createHeldAgents(signIn.agentGrants, () => `${publicUrl}${MCP_PATH}`)
    })
    agentOf = agents.byRef
    const send = effects.clientFor(noAuthentication, {})
    const budget = createByteBudget(MOST_AT_ONCE.bytes)
    const intake = createIntake({ requests: MOST_AT_ONCE.requests, budget })
    const readiness = createReadiness({
      probes: [() => store.probe(), () => signIn.probe()],
      hasRoom: disk.hasRoom,
      clock: effects.clock,
      after: effects.after
    })
    const app = createLateListener({
      load: async () => {
        // Begins to measure the delays of the event loop, for the page Processes. What fails shows there.
        measure().catch(() => {})
        const { createApp } = await import('./http/app.ts')
        const { createAgentRoutes } = await import('./mcp/agent-routes.ts')
        return createApp({
          backend,
          signIn,
          callers,
          agentRoutes: createAgentRoutes({
            ...{ backend, agents, signIn, budget, version: manifest.version, clock: effects.clock, log },
            cookieKey: sealer.cookieKey.reveal(),
            send,
            publicUrl: () => publicUrl
          }),
          version: manifest.version,
          publicUrl: () => publicUrl,
          practice: environment.practice,
          send,
          webFolder: params.webFolder ?? null,
          // Pages ask who is signed in before anything else; a list that came next would wait until it can be answered.
          present: () => store.expectLists(),
          budget,
          readiness,
          newId: effects.newId,
          server: {
            startedAt,
            processId: process.pid,
            dataFolder: resolve(environment.dataFolder),
            database: environment.databaseUrl === null ? 'SQLite' : 'PostgreSQL'
          },
          log
        })
      },
      priority,
      log
    })
    const probes = createProbes({
      readiness,
      metricsToken: environment.metricsToken,
      loadMetrics: async () => {
        const { createMetrics } = await import('./metrics/metrics.ts')
        const isReady = async () => (await readiness.report()).ready
        return createMetrics({ measurements: backend.measurements, version: manifest.version, isReady })
      },
      otherwise: roles.has('web') ? app : answerWithoutPages
    })
    await backend.resume()
    const receiving = {
      ...{ backend, intake, memberCookies: memberCookieNames },
      hasRoom: disk.hasRoom,
      networkOf: senderNetworks(addresses),
      failed: (thrown: unknown) =>
        log.error({ err: thrown }, 'A request to an Event URL or API endpoint failed with an internal error.')
    }
    const receiver = roles.has('receive')
      ? createReceiver({ ...receiving, otherwise: createCallReceiver({ ...receiving, otherwise: probes }) })
      : answerWithoutReceiver(probes)
    httpServer.answerWith(receiver.listener, receiver.plain)
    closers.unshift(async () => stopWaiting())
    let stopWaiting = (): void => {}
    const indexAgain = (): void => {
      stopWaiting = effects.after(INDEXING, () => {
        store.keepIndexed()
        indexAgain()
      })
    }
    if (roles.has('run')) indexAgain()
    const verify = (): void => {
      store.verify().catch(thrown => log.error({ err: thrown }, 'The database is damaged. See /readyz.'))
    }
    closers.unshift(async () => stopVerifying())
    // Behind the busy minute of a start: it reads the whole file.
    const stopVerifying = effects.after(2 * INDEXING, verify)
    const { dataFolder, secretKey, secretKeyFile } = environment
    const exchange = exchangeKeys({
      nextKey: () => findNextKey({ dataFolder, secretKey, secretKeyFile }),
      useKey: sealer.useKey,
      reseal: backend.reseal,
      takeNextKey: () => takeNextKey(dataFolder),
      after: effects.after,
      log: effects.log
    })
    closers.unshift(() => exchange.stop())
    const recovered = !roles.has('run')
      ? Promise.resolve()
      : backend.recover().catch(thrown => {
          log.error({ err: thrown }, 'Deliveries that were accepted before the restart could not be resumed.')
        })

    /** Waits for work, up to a time limit. */
    const within = async (time: Millis, work: Promise<unknown>): Promise<void> => {
      let cancel = (): void => {}
      const patience = new Promise<void>(resolve => {
        cancel = effects.after(time, resolve)
      })
      await Promise.race([work, patience])
      cancel()
    }

    const stop = async (): Promise<void> => {
      readiness.stop()
      const drainTime = environment.drainSeconds * SECOND
      // Requests still come until load balancers have seen that it is not ready.
      if (drainTime > 0) await new Promise<void>(resolve => void effects.after(drainTime, resolve))
      httpServer.shut()
      await within(
        closingTime,
        // Requests that have begun to arrive are answered first.
        within(ANSWERING_TIME, intake.empty()).then(() => Promise.all([recovered, backend.stop()]))
      )
      backend.apiEndpoints.endCalls()
      // Requests came meanwhile; one that was accepted is answered before its connection is closed.
      await within(ANSWERING_TIME, Promise.all([httpServer.drain(), intake.empty()]))
      await closeAll()
    }
    let closing: Promise<void> | null = null
    return {
      url: httpServer.url,
      firstAdminLink: () => signIn.firstAdminLink(),
      backend,
      close: () => {
        closing ??= stop()
        return closing
      }
    }
  } catch (thrown) {
    await closeAll()
    throw thrown
  }
}
