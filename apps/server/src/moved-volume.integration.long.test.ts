import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connectApi } from './testing/api-client.ts'
import { bundle } from './testing/bundle.ts'
import { startBundle } from './testing/child.ts'
import { findFreePort } from './testing/free-port.ts'
import { openServer, variablesFor } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { sendUntilGone } from './testing/sender.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { makeTempFolder } from './testing/temp-folder.ts'
import { waitFor } from './testing/wait-for.ts'

const main = await bundle(new URL('./main.ts', import.meta.url))

/**
 * Number of moves of the volume. `LEAST` is the minimum number of acknowledged deliveries before each move.
 */
const MOVES = 4
const LEAST = 150

/**
 * Starts a server on a mounted volume with a new port, as an orchestrator does on another machine. Resolves
 * once the server is ready.
 */
const startAt = async (folder: string) => {
  const port = await findFreePort()
  const began = performance.now()
  const child = startBundle(main, {
    env: variablesFor(folder, {
      PORT: `${port}`,
      // The name of the proxy in front stays, wherever the process runs.
      HOOKWRIGHT_PUBLIC_URL: 'http://hooks.example.com',
      HOOKWRIGHT_RATE_PER_SECOND: '0',
      HOOKWRIGHT_NETWORK_PER_SECOND: '0'
    })
  })
  onTestFinished(() => child.send('SIGKILL'))
  const url = `http://127.0.0.1:${port}`
  await waitFor(
    () => overHttp(`${url}/readyz`).catch(() => null),
    answered => answered?.status === 200
  )
  return { child, url, tookMs: performance.now() - began }
}

test('a process that is killed continues elsewhere with its volume: nothing lost, nothing run twice, same addresses', async () => {
  const temp = makeTempFolder()
  onTestFinished(temp.remove)
  const prepared = await openServer()
  const bell = await openDoorbell(prepared.api)
  await prepared.close()
  const path = new URL(bell.eventUrl).pathname

  let folder = join(temp.folder, 'mounted-0')
  renameSync(prepared.dataFolder, folder)
  const acked: string[] = []
  const took: number[] = []
  for (let move = 1; move <= MOVES; move++) {
    const { child, url, tookMs } = await startAt(folder)
    took.push(tookMs)
    const load = sendUntilGone(`${url}${path}`, { named: `mount ${move}`, senders: 8, most: 5_000 })
    await waitFor(load.acked, count => count >= LEAST)
    child.send('SIGKILL')
    await child.ended
    acked.push(...(await load.ended).acked)
    const elsewhere = join(temp.folder, `mounted-${move}`)
    renameSync(folder, elsewhere)
    folder = elsewhere
  }

  const { child, url, tookMs } = await startAt(folder)
  took.push(tookMs)
  // Who was signed in still is: sessions move with the volume.
  const api = connectApi(url, prepared.cookie)
  const kept = await storedDeliveriesOf(api, bell.flowId, acked.length)
  const bodies = kept.map(({ body }) => body.toString())
  expect(new Set(bodies).size).toBe(bodies.length)
  expect(acked.filter(body => !bodies.includes(body))).toEqual([])
  const doubled: string[] = []
  for (const { id } of kept) {
    const { rows } = await api.runs.list.query({ deliveryId: id })
    if (rows.length !== 1 || rows[0]?.status.is !== 'succeeded') doubled.push(id)
  }
  expect(doubled).toEqual([])
  process.stdout.write(
    `moved ${MOVES} times: acknowledged ${acked.length}, lost 0, doubled 0; ready again within ${Math.round(Math.max(...took))} ms\n`
  )
  child.send('SIGTERM')
  expect(await child.ended).toEqual({ code: 0, signal: null })
}, 300_000)
