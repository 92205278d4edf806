import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { literal, one, pill, text } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { type AcmeStage, openStage } from './testing/acme-stage.ts'
import { type PracticeService, startPractice } from './testing/practice.ts'
import { goodPassword } from './testing/sign-in.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { readAttempts, settled, turnOff, turnOn } from './testing/switch.ts'

/** Registration flow that outputs and stores the connection's secret, as a careless maker might build it. */
const careless = drawFlow(
  card('webhook-registration', 'start', {
    config: {
      inputs: [
        field('eventType', 'Event Type'),
        field('list', 'As a list', { dataType: one('boolean'), required: false })
      ]
    }
  }),
  card('compose', 'plain', {
    inputs: { text: text('The key is ', pill('start', 'connection.apiKey'), '.') }
  }),
  card('base64', 'base64', {
    config: { urlSafe: false },
    inputs: { text: text('user:', pill('start', 'connection.apiKey')) }
  }),
  card('object-construct', 'wish', {
    config: {
      keys: [
        { id: 'url', key: 'url', dataType: one('text') },
        { id: 'eventType', key: 'eventType', dataType: one('text') }
      ]
    },
    inputs: { url: pill('start', 'eventUrl'), eventType: pill('start', 'eventType') }
  }),
  card('raw-request', 'create', {
    config: { method: 'POST' },
    inputs: { url: literal('/api/subscriptions'), body: pill('wish', 'output') }
  }),
  card('object-construct', 'data', {
    config: {
      keys: [
        { id: 'id', key: 'id', dataType: one('text') },
        { id: 'key', key: 'key', dataType: one('text') }
      ]
    },
    inputs: { id: pill('create', 'json', ['id']), key: pill('plain', 'output') }
  }),
  card('registration-return', 'return', { inputs: { registrationData: pill('data', 'output') } })
)

/**
 * Deregistration flow whose failing request has the secret in its URL. It uses GET, since a 404 to a DELETE
 * would count as success.
 */
const revealing = drawFlow(
  card('webhook-deregistration', 'start', { config: { inputs: [] } }),
  card('raw-request', 'remove', {
    config: { method: 'GET' },
    inputs: { url: text('/api/subscriptions/', pill('start', 'connection.apiKey'), '/nothing') }
  })
)

let practice: PracticeService
let stage: AcmeStage
beforeAll(async () => {
  practice = await startPractice()
  stage = await openStage(practice, { registration: careless, deregistration: revealing })
})
afterAll(async () => {
  await stage?.server.remove()
  await practice?.stop()
})

/** Returns the Base64 fragments of a text at each of the three possible offsets. */
const insideBase64 = (secret: string): string[] =>
  [0, 1, 2].map(offset =>
    Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
      .toString('base64')
      .replaceAll('=', '')
      .slice(4, -4)
  )

const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('hex'),
  ...insideBase64(secret)
]

/** Returns the files of the data folder that contain one of these texts. */
const filesWith = (folder: string, texts: string[]): string[] =>
  readdirSync(folder).filter(name => {
    const bytes = readFileSync(join(folder, name))
    return texts.some(wanted => bytes.includes(wanted))
  })

test('[row 114] no trace, answer or file holds a connection’s secret, an Event URL or a password', async () => {
  const { api, server, acme, newFlow } = stage
  const flowId = await newFlow()
  const { subscription, eventUrl } = await turnOn(api, flowId)
  const token = eventUrl.split('/').at(-1) ?? ''
  await practice.sendEvent({ eventType: 'user.created' })
  await storedDeliveriesOf(api, flowId, 1)
  const opened = await readAttempts(api, subscription)
  const outputsOf = (id: string) => opened.run?.steps?.find(step => step.path[0] === id)?.outputs
  expect(JSON.stringify(outputsOf('plain'))).toContain('•••')
  expect(JSON.stringify(outputsOf('base64'))).toContain('•••')
  expect(JSON.stringify(outputsOf('wish'))).toContain('•••')
  // Registration Data is sealed, so it stands in neither the result nor the trace of the run that returned it.
  const [there] = await practice.subscriptions()
  expect(there?.id).toBeTypeOf('string')
  expect(opened.run?.result).toBeNull()
  expect(JSON.stringify(opened.run)).not.toContain(there?.id)

  await turnOff(api, flowId)
  const closed = await settled(api, flowId)
  expect(closed.fault?.code).toBe('deregistration.failed')
  expect(closed.fault?.message).toContain('•••')

  const connections = await api.connections.list.query({ connectorId: acme.connectorId })
  const shown = JSON.stringify([opened, closed, connections, await api.subscriptions.cleanupEntries.query()])
  const secrets = [...formsOf(practice.apiKey), ...formsOf(token), ...formsOf(goodPassword)]
  expect(secrets.filter(secret => shown.includes(secret))).toEqual([])

  // The files are looked at while they are in use, so that the log of the last commits is there as well.
  expect(readdirSync(server.dataFolder)).toEqual(
    expect.arrayContaining(['hookwright.db', 'hookwright.db-wal', 'auth.db', 'secret.key'])
  )
  expect(filesWith(server.dataFolder, secrets)).toEqual([])
  // The same look finds what is not a secret, so it looks in the right place.
  expect(filesWith(server.dataFolder, ['My Acme account'])).not.toEqual([])
})
