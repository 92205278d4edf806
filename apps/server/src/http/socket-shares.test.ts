import { EventEmitter, once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createSocketShares } from './socket-shares.ts'

/**
 * Opens a server with a limited number of sockets. `come` returns true if a connection from an address was accepted.
 */
const open = async (most: number, proxies: string[] = []) => {
  const shares = createSocketShares({ most, isShared: address => proxies.includes(address) })
  const decided = new EventEmitter()
  const server = createServer(socket => {
    const isIn = shares.enter(socket)
    socket.on('error', () => undefined)
    if (!isIn) socket.destroy()
    decided.emit('decided', isIn, socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const come = async (localAddress: string) => {
    const asked = once(decided, 'decided')
    const client = connect({ port, host: '127.0.0.1', localAddress })
    client.on('error', () => undefined)
    onTestFinished(() => void client.destroy())
    const [isIn, socket] = await asked
    const leave = async () => {
      client.destroy()
      await once(socket, 'close')
    }
    return { isIn, leave }
  }
  const count = async (times: number, address: string) => {
    let taken = 0
    for (let time = 0; time < times; time++) if ((await come(address)).isIn) taken++
    return taken
  }
  onTestFinished(() => void server.close())
  return { come, count }
}

// review: security M3
test('no address takes all sockets: each may hold half of the free ones', async () => {
  const { count } = await open(16)
  expect(await count(20, '127.0.0.2')).toBe(8)
  expect(await count(20, '127.0.0.3')).toBe(4)
  expect(await count(20, '127.0.0.4')).toBe(2)
  expect(await count(1, '127.0.0.5')).toBe(1)
})

test('a closed socket is free again', async () => {
  const { come } = await open(2)
  const first = await come('127.0.0.2')
  expect((await come('127.0.0.2')).isIn).toBe(false)
  await first.leave()
  expect((await come('127.0.0.2')).isIn).toBe(true)
})

test('a named proxy may hold all sockets', async () => {
  const { count } = await open(8, ['127.0.0.2'])
  expect(await count(8, '127.0.0.2')).toBe(8)
})
