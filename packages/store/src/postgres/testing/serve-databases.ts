import { createServer } from 'node:net'
import type { TestProject } from 'vitest/node'
import type { TestServer } from './start-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Port on 127.0.0.1 that answers with the URL of a new database. */
    databases: number
  }
}

/** Connections of the stores of all workers, some of which keep those of the test before for a minute. */
const MOST_CONNECTIONS = 400

/**
 * Global set-up of Vitest: answers requests for databases on one PostgreSQL server, which starts with the first of them and
 * stops at the end of the run.
 */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  let server: Promise<TestServer> | null = null
  let made = 0
  const makeDatabase = async (): Promise<string> => {
    // Loaded late, since most runs of a few tests need none of it.
    const [{ default: pg }, { startServer }] = await Promise.all([import('pg'), import('./start-server.ts')])
    server ??= startServer({ mostConnections: MOST_CONNECTIONS })
    const { urlOf } = await server
    made += 1
    const name = `test_${made}`
    const client = new pg.Client(urlOf('postgres'))
    await client.connect()
    await client.query(`create database ${name}`)
    await client.end()
    return urlOf(name)
  }
  const socket = createServer(connection => {
    makeDatabase().then(
      url => connection.end(url),
      thrown => connection.end(`${thrown}`)
    )
  })
  await new Promise<void>(resolve => socket.listen(0, '127.0.0.1', resolve))
  const address = socket.address()
  if (typeof address !== 'object' || address === null) throw new Error('A socket of TCP has a port.')
  project.provide('databases', address.port)
  return async () => {
    await new Promise(resolve => socket.close(resolve))
    const started = await server?.catch(() => null)
    await started?.stop()
  }
}
