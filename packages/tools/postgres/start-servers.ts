import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type TestServer as Postgres, startServer } from '@hookwright/store/postgres/testing/start'
import { type Api, becomeAdmin, connectApi } from '../bench/product/sign-in.ts'
import { type Product, startProduct } from '../bench/product/start-product.ts'
import { replaced } from '../launcher/keep-running.mjs'
import { newestLts, nodeFolder } from '../package/fetch-node.ts'

/** Processes of the product on one PostgreSQL server. */
export interface Servers {
  readonly postgres: Postgres
  /** Running processes, in the order of their names. `startAgain` replaces an entry. */
  readonly products: Product[]
  /** API client of an admin at each process. */
  readonly apis: readonly Api[]
  /** Returns the name that a process's connections have in PostgreSQL. */
  readonly nameOf: (at: number) => string
  /** Kills a process with SIGKILL and waits until it has ended. */
  readonly kill: (at: number) => Promise<void>
  /** Waits until a process has ended because others took over its work, then starts it again on its port. */
  readonly comeBack: (at: number) => Promise<void>
  /** Starts a process again on its port, with its clock ahead by the given number of milliseconds. */
  readonly startAgain: (at: number, aheadMs?: number) => Promise<void>
}

const secretKey = 'only for this one long test, 32.'

const processes = 3

/** Path of the module that changes the clock of a process. */
const otherClock = fileURLToPath(new URL('clock-ahead.mjs', import.meta.url))

/**
 * Runs work with a PostgreSQL server and three processes of the product, then stops all of them. The
 * processes use the newest LTS version of Node, which `fetchNode` must have downloaded.
 *
 * @param given.folder folder for their data folders
 * @param given.outbound origins that the flows may call
 * @param given.startPostgres starts the PostgreSQL server; by default, a new one
 */
export async function withServers<Result>(
  {
    folder,
    outbound,
    startPostgres = () => startServer({ isSynced: true })
  }: { folder: string; outbound: readonly string[]; startPostgres?: () => Promise<Postgres> },
  work: (servers: Servers) => Promise<Result>
): Promise<Result> {
  const postgres = await startPostgres()
  const products: Product[] = []
  const nameOf = (at: number) => `process-${at + 1}`
  const start = (at: number, port: number, aheadMs = 0) =>
    startProduct({
      node: join(nodeFolder(newestLts), 'bin', 'node'),
      nodeFlags: aheadMs === 0 ? [] : [`--import=${otherClock}`],
      folder: mkdtempSync(join(folder, 'data-')),
      port,
      isNew: at === 0 && port === 0,
      env: {
        HOOKWRIGHT_DATABASE_URL: `${postgres.urlOf('postgres')}?application_name=${nameOf(at)}`,
        CLOCK_AHEAD_MS: String(aheadMs),
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
  const startAgain = async (at: number, aheadMs?: number): Promise<void> => {
    products[at] = await start(at, Number(new URL(find(at).url).port), aheadMs)
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
      comeBack: async at => {
        const { child, ended } = find(at)
        await ended
        if (child.exitCode !== replaced) throw new Error(`${nameOf(at)} ended with ${child.exitCode}.`)
        await startAgain(at)
      },
      startAgain
    })
  } finally {
    for (const { child } of products) child.kill('SIGKILL')
    await Promise.all(products.map(({ ended }) => ended))
    await postgres.stop()
  }
}
