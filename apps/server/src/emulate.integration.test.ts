import { createHmac, timingSafeEqual } from 'node:crypto'
import { literal, pill, text } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { type EmulatedGithub, startEmulatedGithub } from './testing/emulate.ts'
import { deployGithub } from './testing/github-connector.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { headerOf } from './testing/stored-deliveries.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let github: EmulatedGithub
let server: TestServer

beforeAll(async () => {
  github = await startEmulatedGithub()
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: github.url } })
})
afterAll(async () => {
  await server?.remove()
  await github?.stop()
})

/** Secret for signing GitHub's events. The user chooses it and sends it to GitHub with the webhook. */
const signingSecret = 'a secret for signing that only the two of us know'

test('a GitHub hook is made, an issue arrives byte for byte and is run, and the hook is gone again', async () => {
  const { api } = server
  const { connectorId, versionId, eventFlowId, connectionId } = await deployGithub(api, github)
  const flowId = await addFlow(
    api,
    'Note issues',
    drawFlow(
      card('connector-event', 'event', {
        config: { connectorId, eventFlowId, versionId, connectionId, runMode: 'each' },
        inputs: { repository: literal(github.repository), secret: literal(signingSecret) }
      }),
      card('compose', 'line', {
        inputs: { text: text('#', pill('event', 'number'), ' ', pill('event', 'title')) }
      })
    )
  )

  const { eventUrl } = await turnOn(api, flowId)
  expect(await github.hooks()).toMatchObject([
    { active: true, events: ['issues'], config: { url: eventUrl } }
  ])

  const title = 'The “Größe” of Zoë’s 🐙 is "wrong"\\n'
  await github.openIssue(title)
  const deliveries = await waitFor(
    async () => (await api.deliveries.list.query({ flowId })).rows,
    seen => seen.length > 0 && seen.every(delivery => delivery.status.is === 'done')
  )
  expect(deliveries).toHaveLength(1)
  const { arrival } = await api.deliveries.get.query({ deliveryId: deliveries[0]?.id ?? '' })
  const body = Buffer.from(arrival?.text ?? '')
  const signature = headerOf({ headers: arrival?.headers ?? [] }, 'x-hub-signature-256') ?? ''
  const expected = `sha256=${createHmac('sha256', signingSecret).update(body).digest('hex')}`
  expect(timingSafeEqual(Buffer.from(signature), Buffer.from(expected))).toBe(true)

  const [run] = (await api.runs.list.query({ flowId })).rows
  const { status, steps } = await api.runs.get.query({ runId: run?.id ?? '' })
  expect(status).toEqual({ is: 'succeeded' })
  expect(steps?.[0]?.outputs).toEqual({ title, number: 1, event: 'issues' })
  expect(steps?.at(-1)?.outputs).toEqual({ output: `#1 ${title}` })

  await turnOff(api, flowId)
  expect(await github.hooks()).toEqual([])
  expect(await api.subscriptions.cleanupEntries.query()).toEqual([])
})
