import { MINUTE, redirectPathOf, SECOND } from '@hookwright/model'
import { afterEach, expect, inject, test } from 'vitest'
import { connectApi } from '../testing/api-client.ts'
import { bundle } from '../testing/bundle.ts'
import { type Child, startBundle } from '../testing/child.ts'
import { findFreePort } from '../testing/free-port.ts'
import { addOauthConnector, oauthAuthentication } from '../testing/oauth-connector.ts'
import { type OidcService, startOidcService } from '../testing/oidc-service.ts'
import { openServer, type TestServer, variablesFor } from '../testing/open-server.ts'
import { openVisitor } from '../testing/visit.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * Number of server kills: with a service that keeps its refresh tokens (`kept`), and with one that
     * rotates them.
     */
    refreshKills: { kept: number; rotated: number }
  }
}

/*
 * A server that is killed between the answer to a refresh and the write of its tokens, again and again, while many runs wait
 * for them. Where the service keeps refresh tokens no connection is lost; where it replaces them, each loss is shown and
 * raises an alert.
 */

/**
 * Lifetime of access tokens. The clock of each further process is ahead by more than this, so that earlier
 * tokens have expired.
 */
const LIFETIME = MINUTE
/** Number of a token write that is never reached, for a process that must not be killed. */
const NEVER = 1_000_000
const PARALLEL = 50
const entry = await bundle(new URL('../testing/server-with-refresh-kill.ts', import.meta.url))

let service: OidcService
let server: TestServer
let running: Child | null = null
afterEach(async () => {
  running?.send('SIGKILL')
  await running?.ended
  running = null
  await server?.remove()
  await service?.stop()
})

/** Prepares a stopped server with a fixed port and a connection that has never signed in. */
const prepare = async (rotates: boolean) => {
  service = await startOidcService({ lifetime: LIFETIME / SECOND, rotates })
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const variables = { HOOKWRIGHT_OUTBOUND_ALLOW: service.url, PORT: String(port), HOOKWRIGHT_PUBLIC_URL: url }
  server = await openServer({ variables })
  const authentication = oauthAuthentication(service.url)
  const added = await addOauthConnector(server.api, { name: 'Acme Chat', authentication })
  service.allow(`${url}${redirectPathOf(added.key)}`)
  const { dataFolder, cookie } = server
  let starts = 0
  await server.close()
  const api = connectApi(url, cookie)
  return {
    ...added,
    api,
    /** Starts a process with a later clock. It is killed at the token write with this number. */
    start: async (pass: number): Promise<Child> => {
      running = startBundle(entry, {
        args: [String(pass), String(++starts * 2 * LIFETIME)],
        env: variablesFor(dataFolder, variables)
      })
      await running.firstLine
      return running
    },
    signIn: async (): Promise<void> => {
      const { connectionId } = added
      const begun = await api.testConnections.beginSignIn.mutate({ connectionId, returnTo: '/alerts' })
      await openVisitor({ [url]: cookie }).visit(begun.url, to => to === `${url}/alerts`)
    },
    ping: async () => (await api.testConnections.ping.mutate({ connectionId: added.connectionId })).status,
    status: async () =>
      (await api.testConnections.list.query({ connectorId: added.connectorId }))[0]?.authorization?.is,
    alerts: async () =>
      (await api.alerts.list.query({})).rows
        .filter(({ about }) => about.kind === 'authorization-lost')
        .reduce((sum, { count }) => sum + count, 0)
  }
}

const refreshes = (): number => service.granted.filter(grant => grant === 'refresh_token').length

/** Lets many runs request an expired token until the process is killed. Returns the number of refreshes. */
const killWhileRefreshing = async (child: Child, ping: () => Promise<unknown>): Promise<number> => {
  const before = refreshes()
  const [first] = await Promise.allSettled(Array.from({ length: PARALLEL }, ping))
  // A process that answers was given no tokens to write.
  expect(first).toMatchObject({ status: 'rejected' })
  expect(await child.ended).toMatchObject({ signal: 'SIGKILL' })
  return refreshes() - before
}

const stop = async (child: Child): Promise<void> => {
  child.send('SIGTERM')
  await child.ended
}

test('where refresh tokens stay, no kill between answer and write loses a connection', async () => {
  const { start, signIn, ping, status } = await prepare(false)
  const first = await start(NEVER)
  await signIn()
  await stop(first)
  for (let kill = 0; kill < inject('refreshKills').kept; kill++) {
    // A process that gets as far as the write has been given tokens for the same refresh token as those before.
    expect(await killWhileRefreshing(await start(1), ping)).toBe(1)
  }
  const before = refreshes()
  await start(NEVER)
  expect(await status()).toBe('signed-in')
  const runs = await Promise.all(Array.from({ length: PARALLEL }, ping))
  expect(runs).toEqual(runs.map(() => ({ is: 'succeeded' })))
  expect(refreshes() - before).toBe(1)
})

test('where refresh tokens are replaced, each lost connection is shown and raises an alert', async () => {
  const { start, signIn, ping, status, alerts } = await prepare(true)
  let child = await start(NEVER)
  await signIn()
  for (let kill = 0; kill < inject('refreshKills').rotated; kill++) {
    await stop(child)
    expect(await killWhileRefreshing(await start(1), ping)).toBe(1)
    child = await start(NEVER)
    const before = await alerts()
    expect(await ping()).toMatchObject({
      is: 'failed',
      fault: {
        code: 'connection.authorization-lost',
        message: expect.stringContaining('earlier refresh was lost')
      }
    })
    expect(await status()).toBe('lost')
    expect((await alerts()) - before).toBe(1)
    await signIn()
    expect(await status()).toBe('signed-in')
  }
})
