import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import express from 'express'
import { afterAll, expect, test } from 'vitest'
import { overHttp } from '../testing/over-http.ts'
import { sendRaw } from '../testing/raw-socket.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { serveWebApp } from './web-app.ts'

const page = '<!doctype html><title>Acme</title>'
const script = 'export const acme = 1\n'

const { folder, remove } = makeTempFolder()
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), page)
writeFileSync(join(folder, 'index.html.br'), brotliCompressSync('the page of an earlier build'))
writeFileSync(join(folder, 'theme.js'), script)
writeFileSync(join(folder, 'assets/main-x1.js'), script)
writeFileSync(join(folder, 'assets/main-x1.js.br'), brotliCompressSync(script))

const app = express()
app.use(serveWebApp(folder))
app.use((_request, response) => {
  response.status(404).json({ error: 'gone' })
})
const server = createServer(app).listen(0, '127.0.0.1')
await new Promise(resolve => server.once('listening', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

afterAll(() => {
  server.close()
  remove()
})

const html = { accept: 'text/html,*/*;q=0.8' }

test.each(['/', '/connectors', '/connectors/some.thing/flows', '/first-admin', '/index.html'])(
  'the one page stands at %s and is asked for each time',
  async path => {
    const answered = await overHttp(`${url}${path}`, { headers: html })
    expect(answered).toMatchObject({ status: 200, text: page })
    expect(answered.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answered.headers.get('cache-control')).toBe('no-cache')
  }
)

test('a page that has not changed is not sent again', async () => {
  const { headers } = await overHttp(`${url}/`, { headers: html })
  const again = await sendRaw(
    url,
    `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nIf-None-Match: ${headers.get('etag')}\r\nConnection: close\r\n\r\n`
  )
  expect(again).toMatchObject({ status: 304, body: '' })
})

test('a built asset may be cached forever, another file may not', async () => {
  const asset = await overHttp(`${url}/assets/main-x1.js`)
  expect(asset).toMatchObject({ status: 200, text: script })
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(asset.headers.get('content-type')).toMatch(/^text\/javascript/)
  const other = await overHttp(`${url}/theme.js`)
  expect(other.headers.get('cache-control')).toBe('no-cache')
})

test('an asset is sent compressed when the browser accepts that, and plain otherwise', async () => {
  const plain = await overHttp(`${url}/assets/main-x1.js`, { headers: { 'accept-encoding': 'identity' } })
  expect(plain.headers.get('content-encoding')).toBe(null)
  expect(plain.text).toBe(script)
  const brotli = await sendRaw(
    url,
    'GET /assets/main-x1.js HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n'
  )
  expect(brotli.head).toMatch(/^content-encoding: br$/im)
  expect(brotli.head).toMatch(/^content-type: text\/javascript/im)
  expect(brotliDecompressSync(Buffer.from(brotli.body, 'latin1')).toString()).toBe(script)
})

test('the page is never sent from a compressed copy of an earlier build', async () => {
  const sent = await sendRaw(
    url,
    'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n'
  )
  expect(sent.head).not.toMatch(/content-encoding/i)
  expect(sent.body).toContain(page)
})

test.each(['/assets/gone.js', '/api/gone', '/trpc/gone', '/e/gone', '/api', '/e', '/a/gone'])(
  'a missing %s is missing, not the page',
  async path => {
    expect((await overHttp(`${url}${path}`, { headers: html })).status).toBe(404)
  }
)

test('a program that asks for JSON never gets the page, and neither does a request that changes something', async () => {
  expect((await overHttp(`${url}/`, { headers: { accept: 'application/json' } })).status).toBe(404)
  expect((await overHttp(`${url}/`, { method: 'POST', headers: html })).status).toBe(404)
})

test('a path cannot leave the folder', async () => {
  const answered = await sendRaw(
    url,
    'GET /assets/..%2f..%2f..%2fetc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nConnection: close\r\n\r\n'
  )
  expect(answered.status).toBe(404)
})
