import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openServer, type TestServer } from './testing/open-server.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { requestText, sendRaw } from './testing/raw-socket.ts'

const MEGABYTE = 1_048_576
/**
 * Maximum total size of request bodies in the server's memory, in bytes; `MOST` is the maximum of one body
 * from a member.
 */
const BUDGET = 128 * MEGABYTE
const MOST = 4 * MEGABYTE

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

/** Sends a member's request body except for its last byte, so that the server keeps it in memory. */
const sendAllButOne = (size: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.on('error', reject)
    const lines = [`Host: ${host}`, `Cookie: ${server.cookie}`, 'Content-Type: application/json']
    socket.write(requestText('POST', '/trpc/flows.create', [...lines, `Content-Length: ${size}`]))
    socket.write(Buffer.alloc(size - 1, 0x20), () => resolve(socket))
  })

// review: security H2
test('bodies at the API leave no room at any route, Event URLs included, and room again once they end', async () => {
  const { eventUrl } = await openDoorbell(server.api, 'Doorbell')
  const post = async (path: string, size: number): Promise<number> => {
    const { host } = new URL(server.url)
    const lines = [`Host: ${host}`, `Cookie: ${server.cookie}`, 'Content-Type: application/json']
    const body = ' '.repeat(size)
    return (await sendRaw(server.url, requestText('POST', path, [...lines, `Content-Length: ${size}`], body)))
      .status
  }
  const paths = [new URL(eventUrl).pathname, '/trpc/flows.create', '/api/first-admin', '/api/openapi']
  const statuses = async (): Promise<number[]> => {
    const all: number[] = []
    for (const path of paths) all.push(await post(path, 1_000))
    return all
  }
  expect(await statuses()).not.toContain(503)
  const held = await Promise.all(Array.from({ length: BUDGET / MOST }, () => sendAllButOne(MOST)))
  onTestFinished(() => held.forEach(socket => void socket.destroy()))
  await expect.poll(statuses, { timeout: 20_000 }).toEqual([503, 503, 503, 503])
  for (const socket of held) socket.destroy()
  await expect.poll(statuses, { timeout: 20_000 }).not.toContain(503)
})
