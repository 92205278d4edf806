import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startPractice } from './practice.ts'
import { openFolder, openPractice, openReceiver, refusalIn, rowsIn } from './testing.ts'

test('subscriptions, deliveries and faults survive a restart', async () => {
  const dataFolder = await openFolder()
  const receiver = await openReceiver()
  const before = await openPractice({ dataFolder })
  await before.subscribe(receiver.url)
  await before.call('PUT', '/api/faults', { body: { remove: 'slow' } })
  await before.call('POST', '/api/events', { body: { eventType: 'user.created' } })
  const paths = ['/api/subscriptions', '/api/deliveries', '/api/faults']
  const kept = await Promise.all(paths.map(path => before.call('GET', path)))
  await before.close()

  const after = await openPractice({ dataFolder })
  expect(after.apiKey).toBe(before.apiKey)
  const found = await Promise.all(paths.map(path => after.call('GET', path)))
  expect(found.map(({ text }) => text)).toEqual(kept.map(({ text }) => text))
  expect(found.slice(0, 2).map(list => rowsIn(list).length)).toEqual([1, 1])
})

test('closing cancels a delivery in progress and records that', async () => {
  const dataFolder = await openFolder()
  const receiver = await openReceiver('never')
  const before = await openPractice({ dataFolder })
  await before.subscribe(receiver.url)
  const sending = before
    .call('POST', '/api/events', { body: { eventType: 'user.created' } })
    .catch(() => undefined)
  await expect.poll(() => receiver.received).toHaveLength(1)
  await before.close()
  await sending

  const after = await openPractice({ dataFolder })
  const [delivery] = rowsIn(await after.call('GET', '/api/deliveries'))
  expect(delivery?.error).toContain('The practice service was stopped before an answer came.')
})

test('two services do not share a port, and the refused one says which', async () => {
  const { url } = await openPractice()
  const port = Number(new URL(url).port)
  const second = startPractice({ port, dataFolder: await openFolder() })
  await expect(second).rejects.toThrow(`cannot listen on port ${port} of 127.0.0.1 (another program uses it)`)
})

test('a folder that cannot be made and a file that is no database are refused with a sentence', async () => {
  const folder = await openFolder()
  await writeFile(join(folder, 'practice.db'), 'This is a letter and not a database. '.repeat(100))
  for (const dataFolder of [folder, join(folder, 'practice.db', 'inside')]) {
    const started = startPractice({ port: 0, dataFolder })
    await expect(started).rejects.toThrow(
      /cannot store its data in .* Set HOOKWRIGHT_DATA to a writable folder/
    )
  }
})

test('an internal error is reported, and the answer reveals nothing of it', async () => {
  const reports: string[] = []
  const randomHex = (bytes: number) => {
    if (bytes === 32) throw new Error('no more randomness')
    return '0'.repeat(bytes * 2)
  }
  const { call } = await openPractice({ report: sentence => reports.push(sentence), randomHex })
  const body = { url: 'http://127.0.0.1:3000/e/x', eventType: 'user.created' }
  const refused = await call('POST', '/api/subscriptions', { body })
  expect([refused.status, refusalIn(refused).code]).toEqual([500, 'internal'])
  expect(refused.text).not.toContain('randomness')
  expect(reports).toEqual([expect.stringContaining('no more randomness')])
})
