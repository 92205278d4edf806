import { join } from 'node:path'
import { readConnector, readTests } from '@hookwright/model/files'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SentRequest } from '../runner/compare.ts'
import { recordTest } from '../runner/record-test.ts'
import { runTest } from '../runner/run-test.ts'
import { galleryRoot, readFolderFiles } from './folder-files.ts'

const now = new Date('2026-01-02T03:04:05Z')
// The library compares with the clock of this machine.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now }))
afterEach(() => void vi.useRealTimers())

const secret = 'whsec_cGxhY2Vob2xkZXI='
const folder = readFolderFiles(join(galleryRoot, 'standard-webhooks'))

const open = () => {
  const connector = readConnector(folder)
  const tests = readTests(folder)
  if (!connector.ok || !tests.ok) throw new Error('The folder cannot be read.')
  const testOf = (file: string) => {
    const found = tests.content.find(each => each.file === `tests/${file}.yaml`)
    if (found === undefined) throw new Error(`There is no test ${file}.`)
    return found
  }
  return { content: connector.content, testOf }
}

test('a message that the library of the standard signs is received', async () => {
  const { content, testOf } = open()
  const received = testOf('message-received')
  const id = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W'
  const signature = new Webhook(secret).sign(id, now, JSON.stringify(received.request?.json))
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(now.getTime() / 1000),
    'webhook-signature': signature
  }
  const request = { ...received.request, headers, signed: false as const }
  const result = await runTest(content, { ...received, request, now: now.toISOString() })
  expect(result.differences).toEqual([])
})

test('a message that the action sends is accepted by the library of the standard', async () => {
  const { content, testOf } = open()
  const sent: SentRequest[] = []
  await recordTest(
    content,
    { ...testOf('send-message'), now: now.toISOString() },
    {
      ...{ values: { signing_secret: secret }, source: 'standardwebhooks@1.1.1' },
      send: async request => {
        sent.push(request)
        return { status: 204, headers: {}, body: '' }
      }
    }
  )
  const [{ headers, body } = { headers: {}, body: '' }] = sent
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'contact.created' })
})
