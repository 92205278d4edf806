import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cardSpecs } from '@hookwright/cards'
import { connectionFieldId } from '@hookwright/engine'
import { cardOf, fakeEffects, flowOf, runWith } from '@hookwright/engine/testing'
import { noAuthentication, pill, text } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { readEnvironment } from '../env.ts'
import { openLog } from '../log.ts'
import { openEffects } from './open-effects.ts'
import { startService } from './testing.ts'

const SECRET = 'UMA/s3cret+key'

/**
 * Opens two services. The returned `send` runs a card that sends the password field of its connection to an
 * origin.
 */
const openMapped = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hookwright-mapped-'))
  const own = await startService((_, response) => response.end('own'))
  const foreign = await startService((_, response) => response.end('foreign'))
  const { effects, close } = await openEffects({
    environment: readEnvironment({
      HOOKWRIGHT_DATA: folder,
      HOOKWRIGHT_OUTBOUND_ALLOW: `${own.origin},${foreign.origin}`
    }),
    log: openLog({ level: 'info', destination: { write: () => {} } }),
    hasSealed: async () => false,
    passing: () => {},
    publicUrl: () => own.origin,
    bodyThread: null
  })
  onTestFinished(async () => {
    await close()
    await own.close()
    await foreign.close()
    await rm(folder, { recursive: true })
  })
  const http = effects.clientFor(
    {
      ...noAuthentication,
      kind: 'custom',
      fields: [{ id: 'apiKey', label: 'API key', entry: 'password', required: true }],
      baseUrl: text(own.origin)
    },
    { apiKey: SECRET }
  )
  const key = pill('start', connectionFieldId('apiKey'))
  const send = (origin: string) =>
    runWith(
      flowOf(
        cardOf('helper-flow', 'start', { inputs: [] }),
        cardOf(
          'raw-request',
          'leak',
          { method: 'POST', expectJson: false },
          { url: text(`${origin}/notes?key=`, key), body: text('The key is ', key) }
        )
      ),
      {},
      {
        specs: cardSpecs,
        fx: { ...fakeEffects(), http },
        everywhere: { [connectionFieldId('apiKey')]: SECRET }
      }
    )
  return { own, foreign, send }
}

// review: security M5
test('a password value that a card maps into its request is sent to no foreign host', async () => {
  const { own, foreign, send } = await openMapped()
  const { status } = await send(foreign.origin)
  expect(status).toMatchObject({ is: 'failed', fault: { code: 'http.secret-not-allowed' } })
  expect(JSON.stringify(status)).not.toContain(SECRET)
  expect(foreign.connections()).toBe(0)
  expect((await send(own.origin)).status).toEqual({ is: 'succeeded' })
  expect(own.received).toMatchObject([{ method: 'POST', body: `The key is ${SECRET}` }])
})
