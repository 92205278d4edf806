import { blankReceiving } from '@hookwright/model'
import { aHandshake } from '@hookwright/model/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { type acceptingService, openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'
import { scheme, settled, signed } from '../testing/signed-events.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

describe('while a flow is being turned on', () => {
  /** Returns a service that answers the registration only after it is released. */
  const asking = () => {
    let release = (): void => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    const service: typeof acceptingService = async request => {
      if (request.url === '/hooks') await held
      return { status: 200, headers: {}, body: '' }
    }
    return { service, release: () => release() }
  }

  const meeting = aHandshake()

  test('a secret that arrives is stored once, sealed and hidden, and verifies later requests', async () => {
    const { service, release } = asking()
    const one = await openBackend(folder, service)
    const drawn = await drawConnector(one.backend, {
      registers: true,
      receiving: {
        verify: [scheme({ key: { from: 'captured', name: 'hook', decode: 'text' } })],
        handshake: [meeting]
      }
    })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    const { id } = await one.backend.subscriptions.switchOn(flowId)
    const eventUrl = await one.backend.subscriptions.eventUrlOf(id)
    const secret = 'a-secret-of-theirs'
    const meet = { text: '', headers: ['X-Hook-Secret', secret] }
    const answers = await Promise.all([sendTo(one, eventUrl, meet), sendTo(one, eventUrl, meet)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401])
    expect(answers.find(({ is }) => is === 'said')).toMatchObject({
      headers: expect.arrayContaining([{ name: 'x-hook-secret', value: secret }])
    })
    release()
    await one.backend.subscriptions.idle()
    expect(await sendTo(one, eventUrl, meet)).toMatchObject({ status: 401 })
    expect(await sendTo(one, eventUrl, signed(secret, { name: 'Ada' }))).toMatchObject({ status: 202 })
    const rows = await settled(one, flowId, 4)
    expect(rows.map(({ status }) => status.is).toSorted()).toEqual(['done', 'filtered', 'refused', 'refused'])
    const met = rows.find(({ status }) => status.is === 'filtered')
    expect(met?.status).toMatchObject({
      why: 'it was a handshake, which was answered by the rules of the card'
    })
    await one.crash()
  })

  test('no URL is confirmed with a secret that was received meanwhile, and only a few URLs at once', async () => {
    const { service, release } = asking()
    let confirm = (): void => {}
    const confirming = new Promise<void>(resolve => {
      confirm = resolve
    })
    const one = await openBackend(folder, async (request, signal) => {
      if (request.url.endsWith('/slow')) await confirming
      return service(request, signal)
    })
    const fetched = () => one.sent.filter(({ url }) => url.startsWith('https://acme.example/')).length
    const from = { url: '{header.x-confirm}', hosts: ['acme.example'] }
    const drawn = await drawConnector(one.backend, {
      registers: true,
      receiving: {
        handshake: [{ ...meeting, confirm: from }],
        answer: { ...blankReceiving.answer, overloaded: 429 }
      }
    })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    const { id } = await one.backend.subscriptions.switchOn(flowId)
    const eventUrl = await one.backend.subscriptions.eventUrlOf(id)
    const asks = (path: string) => ({
      text: '',
      headers: ['X-Hook-Secret', 'sesame', 'X-Confirm', `https://acme.example/${path}`]
    })
    const late = await one.backend.deliveries.preflight(eventUrl.split('/').at(-1) ?? '', {
      ...{ method: 'POST', query: '', contentType: '', size: 0, headers: asks('late').headers }
    })
    const slow = Array.from({ length: 4 }, (_, index) => sendTo(one, eventUrl, asks(`${index}/slow`)))
    await pollUntil(
      async () => fetched(),
      count => count === 4
    )
    expect(await sendTo(one, eventUrl, asks('more'))).toMatchObject({ status: 429, retryAfter: 5 })
    const joined = sendTo(one, eventUrl, asks('0/slow'))
    confirm()
    const answers = await Promise.all([...slow, joined])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401, 401])
    expect(await (late.is === 'expected' && late.accept(new Uint8Array()))).toMatchObject({ status: 401 })
    expect(fetched()).toBe(4)
    release()
    await one.backend.subscriptions.idle()
    await one.backend.stop()
    expect(await one.backend.deliveries.refusalsOf(flowId)).toContainEqual(
      expect.objectContaining({ reason: 'overload', count: 1 })
    )
    await one.crash()
  })
})
