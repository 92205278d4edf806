import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { type TestServer as Postgres, startServer } from '@hookwright/store/postgres/testing/start'
import { type Api, becomeAdmin, connectApi } from '../bench/product/sign-in.ts'
import { type Product, startProduct } from '../bench/product/start-product.ts'

/** Processes of the server on one PostgreSQL server. */
export interface Servers {
  readonly postgres: Postgres
  /** Those that run now, in the order of their names. `startAgain` replaces one. */
  readonly products: Product[]
  /** API of an admin at each. */
  readonly apis: readonly Api[]
  /** Name that the connections of a process have at PostgreSQL. */
  readonly nameOf: (at: number) => string
  /** Kills one with SIGKILL and waits until it has ended. */
  readonly kill: (at: number) => Promise<void>
  /** Starts one again on its port. */
  readonly startAgain: (at: number) => Promise<void>
}

const secretKey = 'only for this one long test, 32.'

/** Number of processes. */
const processes = 3

/**
 * Runs work with a PostgreSQL server and three processes of the product on it. All are ended afterwards.
 *
 * @param folder for their data folders
 * @param outbound origins that the flows may call
 */
export async function withServers<Result>(
  folder: string,
  outbound: readonly string[],
  work: (servers: Servers) => Promise<Result>
): Promise<Result> {
  const postgres = await startServer({ isSynced: true })
  const products: Product[] = []
  const nameOf = (at: number) => `process-${at + 1}`
  const start = (at: number, port: number) =>
    startProduct({
      folder: mkdtempSync(join(folder, 'data-')),
      port,
      isNew: at === 0 && port === 0,
      env: {
        HOOKWRIGHT_DATABASE_URL: `${postgres.urlOf('postgres')}?application_name=${nameOf(at)}`,
        HOOKWRIGHT_SECRET_KEY: secretKey,
        HOOKWRIGHT_OUTBOUND_ALLOW: outbound.join(','),
        // A database that is away is expected here, and each process says so many times.
        HOOKWRIGHT_LOG_LEVEL: 'fatal'
      }
    })
  const find = (at: number): Product => {
    const product = products[at]
    if (product === undefined) throw new Error(`There is no ${nameOf(at)}.`)
    return product
  }
  try {
    const first = await start(0, 0)
    products.push(first)
    const { cookie } = await becomeAdmin(first.firstAdminLink)
    while (products.length < processes) products.push(await start(products.length, 0))
    return await work({
      postgres,
      products,
      apis: products.map(({ url }) => connectApi(url, cookie)),
      nameOf,
      kill: async at => {
        const { child, ended } = find(at)
        if (child.exitCode !== null) throw new Error(`${nameOf(at)} ended by itself.`)
        child.kill('SIGKILL')
        await ended
      },
      startAgain: async at => {
        products[at] = await start(at, Number(new URL(find(at).url).port))
      }
    })
  } finally {
    for (const { child } of products) child.kill('SIGKILL')
    await Promise.all(products.map(({ ended }) => ended))
    await postgres.stop()
  }
}
