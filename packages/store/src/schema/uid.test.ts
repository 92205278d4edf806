import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blobOfId, idOfBlob } from './uid.ts'

describe('ids as blobs', () => {
  it('are the bytes that their digits say', () => {
    const blob = blobOfId('0189f7e4-5a3c-7def-8012-3456789abcde')
    expect(blob.toString('hex')).toBe('0189f7e45a3c7def80123456789abcde')
  })

  it('come back as they were, in lower case', () => {
    fc.assert(
      fc.property(fc.uuid(), id => {
        expect(idOfBlob(blobOfId(id))).toBe(id)
        expect(idOfBlob(blobOfId(id.toUpperCase()))).toBe(id)
      })
    )
  })

  it('sort as their texts do, so that newer UUIDv7 ids come later', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        expect(Math.sign(Buffer.compare(blobOfId(a), blobOfId(b)))).toBe(a < b ? -1 : a > b ? 1 : 0)
      })
    )
  })
})
