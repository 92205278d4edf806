import { fakeEffects, runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileRead } from '../file-read/card.ts'
import { fileCreate } from './card.ts'

const create = async (content: 'text' | 'base64', inputs: Record<string, Json>): Promise<Json> =>
  (await runCardAlone(fileCreate, { content }, inputs)).file as Json

const read = (content: 'text' | 'base64', file: Json) => runCardAlone(fileRead, { content }, { file })

test('text is read back from a file, with its name, type and size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async content => {
      const file = await create('text', { name: 'a.csv', type: 'text/csv; charset=utf-8', content })
      expect(await read('text', file)).toEqual({
        content,
        name: 'a.csv',
        type: 'text/csv; charset=utf-8',
        size: Buffer.byteLength(content)
      })
    })
  )
})

test('any bytes are read back from a file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), async bytes => {
      const content = Buffer.from(bytes).toString('base64')
      const file = await create('base64', { name: 'a', content })
      expect(await read('base64', file)).toMatchObject({ content, type: 'application/octet-stream' })
    })
  )
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\uma\\a.png', 'a.png'],
  ['a\r\nX-Evil: 1', 'aX-Evil: 1'],
  ['..', 'file'],
  [' ', 'file'],
  ['😀'.repeat(300), '😀'.repeat(255)]
])('the name %j becomes %j', async (name, bare) => {
  expect(await create('text', { name, content: '' })).toMatchObject({
    name: bare,
    type: 'text/plain',
    size: 0
  })
})

test('content that is not Base64, an invalid media type and too many bytes fail the card', async () => {
  await expect(create('base64', { name: 'a', content: 'not base64!' })).rejects.toThrow('card.not-base64')
  await expect(create('text', { name: 'a', content: 'b', type: 'csv\r\nX: 1' })).rejects.toThrow(
    'card.failed: The media type passed to “Create File” is invalid.'
  )
  const large = runCardAlone(fileCreate, {}, { name: 'a', content: 'x'.repeat(10_000_001) }, fakeEffects())
  await expect(large).rejects.toThrow('The content passed to “Create File” has more than 10 MB.')
})

test('a file without content, with invalid Base64 or without text cannot be read', async () => {
  const file = { id: '1', name: 'a.png', type: 'image/png', size: 1 }
  await expect(read('text', file)).rejects.toThrow('The file passed to “Read File” has no content.')
  await expect(read('text', { ...file, encoding: 'base64', content: '?' })).rejects.toThrow(
    'is not valid Base64'
  )
  await expect(read('text', { ...file, encoding: 'base64', content: '/w==' })).rejects.toThrow(
    'is not UTF-8 text. Set “Content format”'
  )
})

test('content without an encoding is text, as in a form', async () => {
  const file = { id: '1', name: 'a.txt', content: 'aGk=' }
  expect(await read('text', file)).toMatchObject({ content: 'aGk=', size: 4 })
  expect(await read('base64', file)).toMatchObject({ content: 'YUdrPQ==', size: 4 })
})
