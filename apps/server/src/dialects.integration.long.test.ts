import type { Id } from '@hookwright/model'
import { type Preset, presets } from '@hookwright/model/presets'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Api } from './testing/api-client.ts'
import { type DialectFlow, deployDialect } from './testing/dialect-connector.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { type PracticeService, startPractice } from './testing/practice.ts'
import { settled, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
let server: TestServer
beforeAll(async () => {
  practice = await startPractice()
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: practice.url } })
})
afterAll(async () => {
  await server?.remove()
  await practice?.stop()
})

/**
 * Returns the number of a flow's deliveries by status. Waits until this many requests are listed and every
 * accepted delivery has been run. A refused request is stored only after its response.
 */
const countsOf = async (api: Api, flowId: Id, requests: number) => {
  const { rows } = await waitFor(
    () => api.deliveries.list.query({ flowId, limit: 100 }),
    seen => seen.rows.length >= requests && seen.rows.every(({ status }) => status.is !== 'accepted')
  )
  const count = (is: string) => rows.filter(({ status }) => status.is === is).length
  return { done: count('done'), duplicate: count('duplicate'), refused: count('refused') }
}

/** Presets for the short tests. They cover the differences in key source, signed content and handshake. */
const few = [
  'github',
  'stripe',
  'slack',
  'standard-webhooks',
  'okta',
  'asana',
  'zoom',
  'meta',
  'microsoft-graph',
  'mailgun',
  'sendgrid',
  'twilio',
  'discord',
  'salesforce',
  'cloudevents'
]
/** Presets to test; the long tests use all of them. Presets that fetch certificates have separate tests. */
const spoken = presets
  .filter(({ id, receiving }) =>
    inject('behaviours') === 'all'
      ? receiving.verify.every(({ key }) => key.from !== 'certificate')
      : few.includes(id)
  )
  .map(({ id }) => id)

const presetOf = (id: string): Preset => {
  const found = presets.find(preset => preset.id === id)
  if (found === undefined) throw new Error(`There is no preset ${id}.`)
  return found
}

describe.each(spoken)('a service that speaks as %s', id => {
  const preset = presetOf(id)
  const { deliveryId, answer, verify } = preset.receiving

  test('[row 104, 105] answers its handshake, accepts genuine requests and refuses forged, stale and unknown ones', async () => {
    const { api } = server
    const flow: DialectFlow = await deployDialect(api, practice, preset)
    const { flowId } = flow
    await turnOn(api, flowId)
    const [subscription] = await practice.subscriptions()
    const at = subscription?.id ?? ''

    const genuine = await practice.send(at, 'genuine')
    expect(genuine.status).toBe(answer.accepted.status)
    expect((await practice.resend(genuine.deliveryId)).status).toBe(answer.accepted.status)
    expect((await practice.send(at, 'forged')).status).toBe(answer.refused)
    const isTimed = verify[0]?.time !== null
    const stale = await practice.send(at, 'stale')
    expect(stale.status).toBe(isTimed ? answer.refused : answer.accepted.status)

    const fresh = await practice.rotate(at)
    expect((await practice.send(at, 'genuine')).status).toBe(answer.refused)
    const rotates = flow.source === 'connection'
    if (rotates) {
      await flow.replaceKeys([fresh, ...flow.keys])
      expect((await practice.send(at, 'genuine')).status).toBe(answer.accepted.status)
    }

    const again = deliveryId === '' ? { done: 2, duplicate: 0 } : { done: 1, duplicate: 1 }
    const expected = {
      done: again.done + (isTimed ? 0 : 1) + (rotates ? 1 : 0),
      duplicate: again.duplicate,
      refused: (isTimed ? 2 : 1) + 1
    }
    const requests = expected.done + expected.duplicate + expected.refused
    expect(await countsOf(api, flowId, requests)).toEqual(expected)
    expect((await turnOff(api, flowId)).status.is).toBe('ended')
    expect(await practice.subscriptions()).toEqual([])
  })
})

test('a service that gets a wrong handshake answer makes no subscription, and the flow stays off with the reason', async () => {
  const { api } = server
  const meta = presetOf('meta')
  const { flowId } = await deployDialect(api, practice, meta, {
    signs: 'a key',
    keys: ['without the word that it asks for']
  })
  await api.subscriptions.switchOn.mutate({ flowId })
  const { status, fault } = await settled(api, flowId)
  expect(status).toMatchObject({ is: 'ended', how: 'refused' })
  expect(fault?.message).toMatch(/The handshake “Verification request” was answered with 403/)
  expect(await practice.subscriptions()).toEqual([])
})

describe('a dry run', () => {
  test.each(['okta', 'asana', 'zoom', 'meta', 'microsoft-graph'])(
    'answers the questions of a service that speaks as %s, and leaves nothing there',
    async id => {
      const { api } = server
      const before = await practice.subscriptions()
      const flow = await deployDialect(api, practice, presetOf(id))
      const dryRunId = await flow.dryRun()
      const { came, ended } = await waitFor(
        () => api.dryRuns.progress.query({ dryRunId }),
        progress => progress.ended !== null
      )
      expect(ended).toEqual({ is: 'removed', fault: null })
      expect(came.handshakes).toBeGreaterThan(0)
      expect(came.refused).toBe(0)
      expect(await practice.subscriptions()).toEqual(before)
    }
  )
})
