import type { Arriving, Id, KeySource, Receiving } from '@hookwright/model'
import { freshRequest, type Preset, presets } from '@hookwright/model/presets'
import { certificateOf, type KeyRole, signedRequestOf, textsOf } from '@hookwright/model/testing/speak'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EventAnswer } from '../subscription-cache/answers.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { acceptingService, makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let one: TestBackend
let remove: () => void
beforeAll(async () => {
  const made = makeFolder()
  remove = made.remove
  one = await openBackend(made.folder, async (request, signal) =>
    /cert|\.pem$/i.test(request.url)
      ? { status: 200, headers: {}, body: certificateOf('first') }
      : acceptingService(request, signal)
  )
  // As a server does when it starts; until then what has an order waits.
  await one.backend.recover()
})
afterAll(async () => {
  await one.crash()
  remove()
})

/**
 * Replaces the key of a preset's rule by the `secret` field of the connection in these tests. Keys that are
 * fetched stay unchanged.
 */
const ofConnection = (key: KeySource): KeySource =>
  'decode' in key ? { from: 'connection', field: 'secret', decode: key.decode } : key

const withConnection = ({ receiving }: Preset): Receiving => ({
  ...receiving,
  verify: receiving.verify.map(scheme => ({ ...scheme, key: ofConnection(scheme.key) })),
  handshake: receiving.handshake.map(rule => ({
    ...rule,
    key: rule.key === null ? null : ofConnection(rule.key)
  }))
})

/** Creates a running flow with an event of the preset's service. */
const listening = async (preset: Preset): Promise<{ flowId: Id; eventUrl: string }> => {
  const { backend } = one
  const drawn = await drawConnector(backend, {
    // Some sign what the service said when it was registered.
    registers: JSON.stringify(preset.receiving).includes('{registration.'),
    receiving: withConnection(preset),
    hasKey: true,
    name: preset.name
  })
  const [scheme] = preset.receiving.verify
  const [key = ''] = textsOf(preset, ['first'])[scheme?.id ?? ''] ?? []
  const { id: connectionId } = await backend.connections.create({
    connectorId: drawn.connectorId,
    purpose: 'user',
    ownerId: 'uma',
    name: `Acme at ${preset.name}`,
    values: { secret: `${key}\nsecret` }
  })
  const flowId = await addNotifyingFlow(backend, drawn, 'one', connectionId)
  return { flowId, ...(await turnOn(one, flowId)) }
}

/** Sends a request of a service to the Event URL, unchanged. */
const send = async ({ method, query, headers, body, eventUrl }: Arriving): Promise<EventAnswer> => {
  const type = headers.findIndex((line, at) => at % 2 === 0 && line.toLowerCase() === 'content-type')
  const preflight = await one.backend.deliveries.preflight(eventUrl.split('/').at(-1) ?? '', {
    method,
    query,
    headers: [...headers],
    contentType: type < 0 ? '' : (headers[type + 1] ?? ''),
    size: body.length
  })
  return preflight.is === 'answered' ? preflight.answer : preflight.accept(body)
}

const renewed = () => ({ id: 'id-1', number: 7, now: Date.now() })

const event = (preset: Preset, eventUrl: string, which: KeyRole = 'first'): Arriving => {
  const [scheme] = preset.receiving.verify
  if (scheme === undefined) throw new Error(`${preset.id} has no scheme`)
  const request = freshRequest(preset.sample, eventUrl, renewed())
  return signedRequestOf(preset, scheme, { at: Date.now(), which, request, registration: { id: 'hook 1' } })
}

describe.each(presets.map(preset => ({ id: preset.id, preset })))('an Event URL for $id', ({ preset }) => {
  test('accepts a genuine event once, refuses a forged one, and answers its handshake', async () => {
    const { flowId, eventUrl } = await listening(preset)
    const { status, body } = preset.receiving.answer.accepted
    const genuine = event(preset, eventUrl)
    expect(await send(genuine)).toMatchObject({ is: 'said', status, body })
    expect(await send(genuine)).toMatchObject({ is: 'said', status, body })
    expect(await send(event(preset, eventUrl, 'other'))).toMatchObject({ is: 'fault', status: 401 })
    for (const handshake of preset.handshakes) {
      if (preset.receiving.handshake.some(({ phase }) => phase === 'registering')) continue
      const asked = freshRequest(handshake.request, eventUrl, renewed())
      const [scheme] = preset.receiving.verify
      const signs = scheme !== undefined && preset.receiving.handshake.some(({ verified }) => verified)
      const question = signs ? signedRequestOf(preset, scheme, { at: Date.now(), request: asked }) : asked
      expect(await send(question)).toMatchObject({
        is: 'said',
        status: handshake.answer.status,
        deliveryId: null
      })
    }
    const rows = await pollUntil(
      async () => (await one.backend.deliveries.list({ scope: { flowId }, limit: 100 })).rows.toReversed(),
      list => list.every(row => row.status.is !== 'accepted')
    )
    const again = preset.receiving.deliveryId === '' ? 'done' : 'duplicate'
    expect(rows.slice(0, 3).map(row => row.status.is)).toEqual(['done', again, 'refused'])
  })
})
