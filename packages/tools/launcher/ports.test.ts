import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { choosePorts } from './ports.mjs'

test('the practice service gets the port after the one of the server', async () => {
  const port = await freeNeighbours()
  expect(await choosePorts({ PORT: String(port) })).toEqual({ practice: port + 1 })
})

test('the practice service gets the next free port when that one is in use', async () => {
  const port = await freeNeighbours()
  await take(port + 1)
  expect(await choosePorts({ PORT: String(port) })).toEqual({ practice: port + 2 })
})

test('a server on any free port leaves the practice service any free port', async () => {
  expect(await choosePorts({ PORT: '0' })).toEqual({ practice: 0 })
})

test('the highest port leaves the practice service any free port', async () => {
  expect(await choosePorts({ PORT: '65535' })).toEqual({ practice: 0 })
})

test('a requested port is used, or refused when it is in use', async () => {
  const port = await freeNeighbours()
  const env = { PORT: '0', HOOKWRIGHT_PRACTICE_PORT: String(port) }
  expect(await choosePorts(env)).toEqual({ practice: port })
  await take(port)
  expect(await choosePorts(env)).toEqual({
    refusal:
      `Port ${port} is already in use, so the practice service cannot use it. ` +
      'Set HOOKWRIGHT_PRACTICE_PORT to another number, or unset it to use any free port.'
  })
})

test('the practice service cannot use the port of the server', async () => {
  const port = String(await freeNeighbours())
  expect(await choosePorts({ PORT: port, HOOKWRIGHT_PRACTICE_PORT: port })).toHaveProperty('refusal')
})

test.each(['http', '-1', '65536', '3000.5', ' 80'])('"%s" is refused as a port', async text => {
  expect(await choosePorts({ PORT: text })).toEqual({
    refusal: `PORT is "${text}", which is no port number. Set it to a number from 0 to 65535; 0 means any free port.`
  })
  expect(await choosePorts({ PORT: '0', HOOKWRIGHT_PRACTICE_PORT: text })).toHaveProperty('refusal')
})

test('a port that browsers block is refused, except behind a proxy', async () => {
  const refusal = 'PORT is 6000, which browsers block. Set it to another number, such as 3000.'
  expect(await choosePorts({ PORT: '6000' })).toEqual({ refusal })
  const HOOKWRIGHT_PUBLIC_URL = 'https://hooks.example.com'
  expect(await choosePorts({ PORT: '6000', HOOKWRIGHT_PUBLIC_URL })).toEqual({ practice: 'public' })
  expect(await choosePorts({ PORT: '0', HOOKWRIGHT_PRACTICE_PORT: '6000' })).toHaveProperty('refusal')
})

test('the practice service skips ports that browsers block', async () => {
  expect(await choosePorts({ PORT: '5059' })).toEqual({ practice: 5062 })
})

/** Returns a port such that the next two ports are free. */
async function freeNeighbours(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = await take(0)
    const neighbours = await Promise.allSettled([take(port + 1), take(port + 2)])
    await closeAll()
    if (neighbours.every(({ status }) => status === 'fulfilled')) return port
  }
  throw new Error('No three free ports in a row were found.')
}

const open = new Set<ReturnType<typeof createServer>>()

/** Occupies a port until the test ends, by listening on it. */
function take(port: number): Promise<number> {
  const server = createServer()
  onTestFinished(closeAll)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      open.add(server)
      const address = server.address()
      if (address !== null && typeof address === 'object') resolve(address.port)
    })
  })
}

async function closeAll(): Promise<void> {
  await Promise.all([...open].map(server => new Promise(resolve => server.close(resolve))))
  open.clear()
}
