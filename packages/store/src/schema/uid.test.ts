import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blobOfId, idOfBlob } from './uid.ts'

describe('ids as blobs', () => {
  it('have the bytes of their digits', () => {
    const blob = blobOfId('0189f7e4-5a3c-7def-8012-3456789abcde')
    expect(blob.toString('hex')).toBe('0189f7e45a3c7def80123456789abcde')
  })

  it('are read back unchanged, in lower case', () => {
    fc.assert(
      fc.property(fc.uuid(), id => {
        expect(idOfBlob(blobOfId(id))).toBe(id)
        expect(idOfBlob(blobOfId(id.toUpperCase()))).toBe(id)
      })
    )
  })

  it('sort like their texts, so that newer UUIDv7 ids come later', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        expect(Math.sign(Buffer.compare(blobOfId(a), blobOfId(b)))).toBe(a < b ? -1 : a > b ? 1 : 0)
      })
    )
  })
})
