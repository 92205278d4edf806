import { expect, test } from 'vitest'
import { dialects } from '../dialects.ts'
import { manners } from '../new-delivery.ts'
import { openPractice, openReceiver } from '../testing.ts'
import { html } from './html.ts'

test('the page shows the key, the subscriptions with masked URLs, and the deliveries', async () => {
  const { url, apiKey, call, subscribe } = await openPractice()
  const receiver = await openReceiver(500)
  const { id, secret } = await subscribe(receiver.url)
  await call('POST', '/api/events', { body: { eventType: 'user.created' } })
  await call('PUT', '/api/faults', { body: { create: 'hang' } })

  const page = await (await fetch(url)).text()
  expect(page).toContain(`<meta name="api-key" content="${apiKey}">`)
  expect(page).toContain(id)
  expect(page).toContain('/e/…1234')
  expect(page).not.toContain('token-of-the-test')
  expect(page).not.toContain(secret)
  expect(page).toContain('<span class="chip bad">500</span>')
  expect(page).toContain('<option value="hang" selected>')
})

test('the page shows the number of listeners of each event, and the faults that are on', async () => {
  const { url, call, subscribe } = await openPractice()
  const shown = async () =>
    (await (await fetch(url)).text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  expect(await shown()).toMatch(/User created no listeners .*File deleted no listeners/)
  expect(await shown()).not.toContain('This service is made to fail')
  for (const place of ['one', 'two']) await subscribe(`http://127.0.0.1:9/e/${place}`)
  await subscribe('http://127.0.0.1:9/e/three', { eventType: 'file.deleted' })
  await call('PUT', '/api/faults', { body: { create: '403', once: true } })
  expect(await shown()).toMatch(/User created 2 listeners .*File deleted 1 listener/)
  expect(await shown()).toMatch(/This service is made to fail once ?\. Turning on: 403: forbidden/)
})

test('the page shows for each event its id and an example of its body, and the answer to a subscription', async () => {
  const { url, subscribe } = await openPractice()
  const page = (await (await fetch(url)).text()).replaceAll('&quot;', '"')
  for (const id of ['user.created', 'file.deleted', 'suspicious.activity']) {
    expect(page).toContain(`<code>${id}</code>`)
    expect(page).toContain(`"type": "${id}"`)
  }
  expect(page).toContain('"firstName": "Ada"')
  expect(page).toMatch(/"record": \{[\s\S]*"records": \[/)
  for (const key of Object.keys(await subscribe('http://127.0.0.1:9/e/one')))
    expect(page).toContain(`"${key}": `)
})

test('the page runs no inline script and loads nothing from other origins', async () => {
  const { url } = await openPractice()
  const response = await fetch(url)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe-inline')
  expect(response.headers.get('cache-control')).toBe('no-store')
  const page = await response.text()
  expect(page.match(/<script[^>]*>[^<]/)).toBeNull()
  expect(page.match(/ (src|href)="(?!\/)/)).toBeNull()
})

test('the files the page loads are served with their types', async () => {
  const { url } = await openPractice()
  const types = await Promise.all(
    ['/page.js', '/live.js', '/page.css', '/icon.svg'].map(async path =>
      (await fetch(`${url}${path}`)).headers.get('content-type')
    )
  )
  expect(types).toEqual([
    expect.stringContaining('text/javascript'),
    expect.stringContaining('text/javascript'),
    expect.stringContaining('text/css'),
    expect.stringContaining('image/svg+xml')
  ])
})

test('the page offers every dialect, and sends to one subscription genuine, forged and stale events', async () => {
  const { url, subscribe } = await openPractice()
  const receiver = await openReceiver()
  const { id } = await subscribe(receiver.url, { dialect: 'github' })
  const page = await (await fetch(url)).text()
  for (const { id: dialect, name } of dialects)
    expect(page).toContain(html`<option value="${dialect}">${name}</option>`.markup)
  expect(page).toContain('as GitHub')
  for (const manner of manners) expect(page).toContain(`data-manner="${manner}"`)
  expect(page).toContain(`data-call="POST /api/subscriptions/${id}/rotate"`)
})

test('a body that is not JSON is shown as text', async () => {
  const { url, call, subscribe } = await openPractice()
  const receiver = await openReceiver()
  const { id } = await subscribe(receiver.url, { dialect: 'twilio' })
  await call('POST', `/api/subscriptions/${id}/send`, { body: {} })
  expect(await (await fetch(url)).text()).toContain('MessageSid=')
})

test('each page links to the page of the other service, and keeps its way back', async () => {
  const { url, chatUrl } = await openPractice()
  const led = async (from: string) =>
    (await fetch(`${from}?from=http%3A%2F%2F127.0.0.1%3A3000`, { redirect: 'manual' })).headers.get(
      'location'
    )
  expect(await led(`${url}/acme-chat`)).toBe(`${chatUrl}/?from=http%3A%2F%2F127.0.0.1%3A3000`)
  expect(await led(`${chatUrl}/acme-hr`)).toBe(`${url}/?from=http%3A%2F%2F127.0.0.1%3A3000`)
})
