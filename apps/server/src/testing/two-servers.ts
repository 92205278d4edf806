import { expect, onTestFinished } from 'vitest'
import { openServer, type TestServer } from './open-server.ts'
import { overHttp } from './over-http.ts'
import { makeTempFolder } from './temp-folder.ts'
import { waitFor } from './wait-for.ts'
import { startWatching } from './watch.ts'

/** Returns the environment variables for servers that share a PostgreSQL database. */
export const sharedVariables = (url: string) => ({
  HOOKWRIGHT_DATABASE_URL: url,
  HOOKWRIGHT_SECRET_KEY: 'one key of all servers, 32 long.'
})

export type TwoServers = Awaited<ReturnType<typeof openTwoServers>>

/** Opens two servers on a PostgreSQL database, with the admin's session at both. */
export const openTwoServers = async (url: string) => {
  const variables = sharedVariables(url)
  const elsewhere = makeTempFolder()
  const one = await openServer({ variables })
  const other = await openServer({
    variables,
    reopened: { dataFolder: elsewhere.folder, cookie: one.cookie }
  })
  let isOneOpen = true
  const removeOne = async (): Promise<void> => {
    if (isOneOpen) await one.remove()
    isOneOpen = false
  }
  return {
    one,
    other,
    /** Returns an address of the first server with the origin of the second. */
    atOther: (address: string): string => address.replace(one.url, other.url),
    removeOne,
    remove: async (): Promise<void> => {
      await other.remove()
      await removeOne()
      elsewhere.remove()
    }
  }
}

/** Posts an empty object and returns the status of the response. */
export const postEmpty = async (address: string): Promise<number> =>
  (await overHttp(address, { method: 'POST', body: '{}' })).status

/**
 * Creates a connector on the first server. Expects that a page of the other server is told to fetch again,
 * and that its list then contains the connector.
 */
export const expectToHear = async (
  first: Pick<TestServer, 'api' | 'cookie'>,
  other: Pick<TestServer, 'api' | 'url'>
): Promise<void> => {
  const page = await startWatching(other.url, first.cookie)
  onTestFinished(page.stop)
  const { id } = await first.api.connectors.create.mutate({ name: 'Acme Shared' })
  await waitFor(
    () => page.heard,
    heard => heard.includes(`connectors ${id}`)
  )
  expect((await other.api.connectors.list.query()).map(({ name }) => name)).toContain('Acme Shared')
}
