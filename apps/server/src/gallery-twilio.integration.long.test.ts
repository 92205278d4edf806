import type { Id } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Emulator, startEmulator } from './testing/emulate.ts'
import { findFreePort } from './testing/free-port.ts'
import { type GalleryConnector, importFromGallery } from './testing/gallery-connector.ts'
import { deployGalleryConnector, type GalleryEvents } from './testing/gallery-event.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { turnOff } from './testing/switch.ts'

const account = { sid: 'AC00000000000000000000000000000001', auth_token: 'emulated-auth-token' }
const number = { sid: 'PN00000000000000000000000000000001', phone_number: '+15005550006' }
const service = { sid: 'MG00000000000000000000000000000001', friendly_name: 'Acme alerts' }
const verify = { sid: 'VA00000000000000000000000000000001', friendly_name: 'Acme codes' }
const person = '+15005550009'

let server: TestServer
let twilio: Emulator
let connector: GalleryConnector
let events: GalleryEvents
let connectionId: Id
beforeAll(async () => {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: url } })
  twilio = await startEmulator({
    ...{ service: 'twilio', port, path: '/' },
    seed: {
      twilio: {
        ...{ account, phone_numbers: [number], verify_services: [verify] },
        messaging_services: [{ ...service, phone_numbers: [number.phone_number] }]
      }
    }
  })
  connector = await importFromGallery(
    server.api,
    'twilio',
    [
      ['https://api.twilio.com', url],
      ['- api.twilio.com', `- "127.0.0.1:${port}"`]
    ],
    [
      ['https://messaging.twilio.com', `${url}/messaging`],
      ['https://verify.twilio.com', `${url}/verify`]
    ]
  )
  const values = { account_sid: account.sid, auth_token: account.auth_token }
  events = await deployGalleryConnector(server.api, connector, values)
  connectionId = await connector.connect(values)
})
afterAll(async () => {
  await server?.remove()
  await twilio?.stop()
})

/** Sends a request to emulate with the credentials of the account. */
const ask = async (path: string, form?: Record<string, string>): Promise<Record<string, unknown>> => {
  const { status, text: body } = await overHttp(`${twilio.url}${path}`, {
    headers: { authorization: `Basic ${btoa(`${account.sid}:${account.auth_token}`)}` },
    ...(form && { method: 'POST', body: new URLSearchParams(form) })
  })
  if (status >= 400) throw new Error(`${path}: ${status} ${body}`)
  return JSON.parse(body)
}
const numberNow = () => ask(`/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${number.sid}.json`)

const run = async (name: string, values = {}): Promise<Record<string, unknown>> =>
  Object(await connector.run(name, connectionId, values))

test('the connector of the gallery runs every action against Twilio', async () => {
  const ping = await server.api.testConnections.ping.mutate({ connectionId })
  expect(ping.status).toEqual({ is: 'succeeded' })
  const ends = { to: person, from: number.phone_number }
  const sent = await run('Send message', { ...ends, text: 'Your laptop is ready.' })
  expect(sent).toMatchObject({ status: 'queued', segments: 1 })
  expect(await run('Get message', { messageSid: String(sent.sid) })).toMatchObject({
    ...{ ...ends, text: 'Your laptop is ready.' }
  })
  const call = await run('Make call', { ...ends, twiml: '<Response><Say>Good morning</Say></Response>' })
  expect(await run('Get call', { callSid: String(call.callSid) })).toMatchObject(ends)
  const at = { 'option.service': verify.sid, to: person }
  expect(await run('Send verification code', { ...at, 'option.channel': 'sms' })).toMatchObject({
    status: 'pending'
  })
  expect(await run('Check verification code', { ...at, code: '123456' })).toEqual({
    status: 'approved',
    valid: true
  })
  expect(await run('Phone number choices')).toEqual({
    choices: [{ display: number.phone_number, value: number.sid }]
  })
})

test('the Event URL is entered at a number, a signed message starts a run, and the URL is removed', async () => {
  const { api } = server
  const { flowId, eventUrl, subscriptionId } = await events.listen(
    'Message received',
    { number: number.sid },
    'text'
  )
  expect(await numberNow()).toMatchObject({ sms_url: eventUrl })
  const compared = await api.subscriptions.compare.mutate({ flowId, subscriptionId })
  expect(compared).toMatchObject({ listed: 1, fine: 1, missing: [] })

  const Body = 'Größe of Zoë’s laptop? 🐙'
  await ask('/_twilio/simulate/inbound-message', { To: number.phone_number, From: person, Body })
  expect(await events.eventOf(flowId)).toMatchObject({ from: person, text: Body, numMedia: 0 })

  await turnOff(api, flowId)
  expect(await numberNow()).toMatchObject({ sms_url: '' })
  expect(await api.subscriptions.cleanupEntries.query()).toEqual([])
})

test('the status of a message of a messaging service starts a run', async () => {
  const { flowId, eventUrl } = await events.listen(
    'Message status changed',
    { service: service.sid },
    'status'
  )
  expect(await ask(`/messaging/v1/Services/${service.sid}`)).toMatchObject({ status_callback: eventUrl })
  await run('Send message', { to: person, service: service.sid, text: 'Welcome' })
  expect(await events.eventOf(flowId)).toMatchObject({ status: 'queued', to: person })
  await turnOff(server.api, flowId)
})

test('the end of a call starts a run', async () => {
  const { flowId } = await events.listen('Call ended', { number: number.sid }, 'status')
  const { sid } = await ask('/_twilio/simulate/inbound-call', { To: number.phone_number, From: person })
  await ask('/_twilio/simulate/call-status', { CallSid: String(sid), Status: 'completed' })
  expect(await events.eventOf(flowId)).toMatchObject({ callSid: sid, status: 'completed' })
  await turnOff(server.api, flowId)
})

test('a URL of somebody else is not overwritten', async () => {
  const other = { SmsUrl: 'https://other.example/sms' }
  await ask(`/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers/${number.sid}.json`, other)
  await expect(events.listen('Message received', { number: number.sid }, 'from')).rejects.toThrow(
    'sends messages to another URL: https://other.example/sms.'
  )
  expect(await numberNow()).toMatchObject({ sms_url: 'https://other.example/sms' })
})
