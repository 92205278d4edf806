import { createServer } from 'node:net'
import type { TestProject } from 'vitest/node'
import type { TestServer } from './start-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Port on 127.0.0.1. The server there replies to each connection with the URL of a new database. */
    databases: number
  }
}

/**
 * Maximum number of connections to the test server, from all workers together. Some stay open for a minute
 * after their test.
 */
const MOST_CONNECTIONS = 400

/**
 * Global setup of Vitest that creates databases on request. It starts one PostgreSQL server with the first
 * request and stops it at the end of the run.
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
