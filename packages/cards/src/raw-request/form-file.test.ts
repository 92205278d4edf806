import { expect, test } from 'vitest'
import { formEntriesOf } from './form-fields.ts'

const entriesOf = (value: unknown) => formEntriesOf([{ id: 'a', name: 'upload' }], { a: value }, 'Send')

test('the content of a file is text, or bytes if its encoding is Base64', () => {
  expect(entriesOf({ name: 'a.txt', content: 'aGk=' })).toEqual([
    { name: 'upload', value: { name: 'a.txt', type: '', content: 'aGk=' } }
  ])
  expect(entriesOf([{ name: 'a.bin', type: 'a/b', encoding: 'base64', content: '/_8' }])).toEqual([
    { name: 'upload', value: { name: 'a.bin', type: 'a/b', content: Uint8Array.of(255, 255) } }
  ])
})

test('no file is decoded once the total size is too large', () => {
  const files = [
    { name: 'a.txt', content: 'x'.repeat(6_000_000) },
    { name: 'b.bin', encoding: 'base64', content: '!'.repeat(8_000_000) }
  ]
  expect(() => entriesOf(files)).toThrow('The files of “Send” have a total size of more than 10 MB')
})

test('the size of a text is that of its UTF-8 bytes', () => {
  expect(() => entriesOf({ name: 'a.txt', content: '€'.repeat(3_333_334) })).toThrow(
    'a total size of more than 10 MB'
  )
})

test.each([
  [
    { name: 'a.bin', encoding: 'base64', content: 'not base64!' },
    'The content of the file “a.bin” in “upload” of “Send” is not valid Base64. Map Base64'
  ],
  [{ encoding: 'base64', content: 'aGk=' }, 'The file in “upload” of “Send” has no name. Give the Object'],
  [{ name: '', content: 'hi' }, 'The file in “upload” of “Send” has no name. Give the Object'],
  [
    { id: 'body/0', name: 'a.png', type: 'image/png', size: 3 },
    'The file “a.png” in “upload” of “Send” has no content.'
  ],
  [{ name: 'a.png' }, 'The input “upload” of the card “Send” expects Text, Number, True/False, a file'],
  [
    [
      { name: 'a', content: 'x'.repeat(5_000_001) },
      { name: 'b', content: 'x'.repeat(5_000_000) }
    ],
    'The files of “Send” have a total size of more than 10 MB, so the request was not sent. Send fewer or smaller files.'
  ]
])('a file that cannot be sent says why', (value, message) => {
  expect(() => entriesOf(value)).toThrow(message)
})
