import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFromGallery } from './testing/gallery-connector.ts'
import { deployGalleryConnector } from './testing/gallery-event.ts'
import { hmac, post } from './testing/gallery-services.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { turnOff } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(async () => {
  await server?.remove()
})

test('the Event URL of Slack is entered by hand: its challenge is answered, and a message starts a run', async () => {
  const connector = await importFromGallery(server.api, 'slack', [])
  const values = { client_id: 'stub', client_secret: 'stub', signing_secret: 'slack-secret' }
  const events = await deployGalleryConnector(server.api, connector, values)
  const { flowId, eventUrl } = await events.listen('Message posted', {}, 'text')
  const send = (json: object) => {
    const [body, time] = [JSON.stringify(json), String(Math.floor(Date.now() / 1000))]
    const signature = `v0=${hmac('slack-secret', `v0:${time}:${body}`)}`
    return post(eventUrl, {
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': time },
      body
    })
  }
  const answered = await send({ type: 'url_verification', challenge: 'stub-challenge', token: 'stub' })
  expect(answered).toMatchObject({ status: 200, text: 'stub-challenge' })
  const event = { type: 'message', channel: 'C1', user: 'U1', text: 'Where is my laptop?', ts: '1.2' }
  expect(await send({ type: 'event_callback', event_id: 'Ev1', event })).toMatchObject({ status: 200 })
  expect(await events.eventOf(flowId)).toMatchObject({ text: 'Where is my laptop?', userId: 'U1' })
  await turnOff(server.api, flowId)
})

test('the verification token of Notion is seen in the delivery, and verifies events once it is entered', async () => {
  const { api } = server
  const connector = await importFromGallery(api, 'notion', [])
  const events = await deployGalleryConnector(api, connector, { token: 'stub-token' })
  const { flowId, eventUrl } = await events.listen('Page event', { types: ['page.created'] }, 'pageId')
  const token = 'secret_stub_token'
  expect(await post(eventUrl, { body: JSON.stringify({ verification_token: token }) })).toMatchObject({
    status: 200
  })
  const [row] = await waitFor(
    async () => (await api.deliveries.list.query({ flowId })).rows,
    rows => rows.length > 0
  )
  const { arrival } = await api.deliveries.get.query({ deliveryId: row?.id ?? '' })
  expect(arrival?.text).toContain(token)

  await api.connections.replaceValues.mutate({
    connectionId: events.connectionId,
    values: { token: 'stub-token', verification_token: token }
  })
  const body = JSON.stringify({ id: 'e1', type: 'page.created', entity: { id: 'p1', type: 'page' } })
  const headers = { 'x-notion-signature': `sha256=${hmac(token, body)}` }
  expect(await post(eventUrl, { headers, body })).toMatchObject({ status: 202 })
  expect(await events.eventOf(flowId)).toMatchObject({ pageId: 'p1', type: 'page.created' })
  await turnOff(api, flowId)
})
