import { expect, test } from 'vitest'
import { base64Of } from '../kernel/base64.ts'
import { sizeOfContent } from './content-file.ts'

test('the size of a content is the number of its bytes', () => {
  expect(sizeOfContent({ content: '€' })).toBe(3)
  expect(sizeOfContent({ name: 'a.png' })).toBe(0)
  for (let size = 0; size < 8; size++) {
    const content = base64Of(new Uint8Array(size))
    expect(sizeOfContent({ encoding: 'base64', content })).toBe(size)
    expect(sizeOfContent({ encoding: 'base64', content: content.replaceAll('=', '') })).toBe(size)
  }
})
