import { describe, expect, test } from 'vitest'
import { readNewConnectorSearch } from './connectors-search.ts'

describe('readNewConnectorSearch', () => {
  test('reads a service and a start', () => {
    expect(readNewConnectorSearch({ q: 'GitHub', start: 'openapi' })).toEqual({
      q: 'GitHub',
      start: 'openapi'
    })
  })

  test('drops starts that do not exist', () => {
    expect(readNewConnectorSearch({ start: 'files' })).toEqual({})
  })
})
