import { createServer, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createIndexKeeper } from './keep-indexed.ts'

/** Returns a message of the PostgreSQL protocol. */
const messageOf = (kind: string, body: string | Buffer): Buffer => {
  const head = Buffer.from(`${kind}....`)
  head.writeInt32BE(4 + Buffer.byteLength(body), 1)
  return Buffer.concat([head, Buffer.from(body)])
}

/** Starts a fake pooler that accepts connections and refuses statements. */
const startPooler = async () => {
  const sockets = new Set<Socket>()
  const ready = messageOf('Z', 'I')
  const refusal = messageOf('E', 'SERROR\0C0A000\0MSET is not supported here.\0\0')
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    socket.once('data', () => {
      socket.write(Buffer.concat([messageOf('R', Buffer.alloc(4)), ready]))
      socket.on('data', data => {
        if (data.toString('latin1', 0, 1) === 'Q') socket.write(Buffer.concat([refusal, ready]))
      })
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : null
  return { url: `postgres://acme@127.0.0.1:${port}/acme`, sockets }
}

it('closes a connection whose settings are refused', async () => {
  const { url, sockets } = await startPooler()
  const work = { is: 'drop', table: 'runs', name: 'runs_text_1' }
  const keeper = createIndexKeeper({ url, list: (async () => work) as never })
  for (let round = 0; round < 2; round++)
    await expect(keeper.catchUp()).rejects.toThrow('SET is not supported here.')
  await expect.poll(() => sockets.size).toBe(0)
  await keeper.close()
})
