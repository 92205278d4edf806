import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createConnections, query } from '@hookwright/store/postgres'
import { type TestServer as Postgres, startServer } from '@hookwright/store/postgres/testing/start'
import { endOf } from '../../commands/exit-code.mjs'
import type { Harness } from '../../harness/harness.ts'
import { untilPrinted } from '../../harness/until-printed.ts'
import { type Api, becomeAdmin } from '../product/sign-in.ts'
import { type Product, startProduct } from '../product/start-product.ts'

const script = fileURLToPath(new URL('./reference.mjs', import.meta.url))

/** Time limit for the reference server to start listening, in milliseconds. */
const withinMs = 30_000

/** Database of a bench. */
export interface Database {
  url: string
  /** Returns the rows of a query. */
  ask: <Row>(text: string) => Promise<Row[]>
  close: () => Promise<void>
}

/** PostgreSQL server of a bench, with durable commits. */
export interface BenchServer {
  makeDatabase: () => Promise<Database>
}

function openDatabase(url: string): Database {
  const connections = createConnections(url, 1)
  return {
    url,
    ask: async <Row>(text: string): Promise<Row[]> =>
      (await connections.withOne(client => query(client, text, []))).rows,
    close: connections.close
  }
}

/** Starts a PostgreSQL server, runs work with it, and stops it. */
export async function withPostgres<Result>(work: (server: BenchServer) => Promise<Result>): Promise<Result> {
  const postgres: Postgres = await startServer({ isSynced: true })
  const opened: Database[] = []
  const open = (name: string) => {
    const database = openDatabase(postgres.urlOf(name))
    opened.push(database)
    return database
  }
  const maintenance = open('postgres')
  let made = 0
  try {
    return await work({
      makeDatabase: async () => {
        made += 1
        const name = `bench_${made}`
        await maintenance.ask(`create database ${name}`)
        return open(name)
      }
    })
  } finally {
    for (const { close } of opened) await close()
    await postgres.stop()
  }
}

/** Processes of the product that share one database, and the API client of an admin at the first process. */
export interface Processes {
  products: readonly Product[]
  api: Api
}

/** Starts processes of the product on a new database, runs work with them, and stops them. */
export async function withProcesses<Result>(
  { folder, signals }: Pick<Harness, 'folder' | 'signals'>,
  database: Database,
  { count, env = {}, nodeFlags = [] }: { count: number; env?: Record<string, string>; nodeFlags?: string[] },
  work: (processes: Processes) => Promise<Result>
): Promise<Result> {
  const products: Product[] = []
  try {
    while (products.length < count) {
      const product = await startProduct({
        folder: mkdtempSync(join(folder, 'data-')),
        port: 0,
        isNew: products.length === 0,
        env: {
          HOOKWRIGHT_DATABASE_URL: database.url,
          HOOKWRIGHT_SECRET_KEY: 'only for this one bench, 32 long.',
          ...env
        },
        nodeFlags,
        signals
      })
      products.push(product)
    }
    const { api } = await becomeAdmin(products[0]?.firstAdminLink ?? '')
    return await work({ products, api })
  } finally {
    await Promise.all(products.map(({ stop }) => stop()))
  }
}

/** Starts the reference server on an empty database, runs work with it, and stops the server. */
export async function withReference<Result>(
  { signals }: Pick<Harness, 'signals'>,
  database: Database,
  work: (reference: { url: string }) => Promise<Result>
): Promise<Result> {
  const child = spawn(process.execPath, [script, database.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  signals.passTo(child)
  const ended = endOf(child)
  try {
    const listening = /^The reference listens at (\S+)$/
    const url = await untilPrinted(child, 'The reference', withinMs, line => listening.exec(line)?.[1])
    return await work({ url })
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}
