import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createLinger } from './linger.ts'

/** Opens a connection with a client that sends 4 MB and reads the response. Returns both ends. */
const connected = async () => {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {})
  const [socket]: Socket[] = await once(server, 'connection')
  if (socket === undefined) throw new Error('There is no connection.')
  onTestFinished(async () => {
    client.destroy()
    socket.destroy()
    server.close()
    await once(server, 'close')
  })
  client.write(Buffer.alloc(4 * 1_048_576))
  return { client: client.resume(), socket }
}

// review: security H2
test('a sender that announces too large a body is not read any further, and still gets its answer', async () => {
  const { client, socket } = await connected()
  socket.write('answer')
  createLinger()(socket, 4 * 1_048_576)
  const [answer] = await once(client, 'data')
  expect(String(answer)).toBe('answer')
  await once(client, 'end')
  // Whatever could be read by now would have been.
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  expect(socket.bytesRead).toBe(0)
})

test('a request with a small announced length is read to its end', async () => {
  const { client, socket } = await connected()
  createLinger()(socket, 1_048_576)
  await once(client, 'end')
  await once(socket, 'close')
  expect(socket.bytesRead).toBeGreaterThan(0)
})
