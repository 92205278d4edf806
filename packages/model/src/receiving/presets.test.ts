import { describe, expect, test } from 'vitest'
import { nodeCryptography } from '../node-cryptography.ts'
import { freshRequest } from './fresh-request.ts'
import { judge } from './judge.ts'
import { readKeys } from './keys.ts'
import { presets } from './presets.ts'
import { problemsOfReceiving } from './problems.ts'
import { Receiving } from './receiving.ts'
import { readRules } from './rules.ts'

describe('the presets', () => {
  test('are there for every service of the tables, each once', () => {
    const ids = presets.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThanOrEqual(40)
  })

  test('what nobody read at the service says so', () => {
    expect(presets.filter(({ checkedOn }) => checkedOn === 'unverified').map(({ id }) => id)).toEqual([
      'bitbucket',
      'gitbook'
    ])
  })

  test('tell duplicates apart, or have records that do', () => {
    const without = presets.filter(
      ({ receiving }) => receiving.deliveryId === '' && receiving.recordId === ''
    )
    expect(without.map(({ id }) => id)).toEqual(['dropbox'])
  })
})

describe.each(presets.map(preset => ({ id: preset.id, preset })))('$id', ({ preset }) => {
  test('has rules that parse and have no problem', () => {
    expect(Receiving.parse(preset.receiving)).toEqual(preset.receiving)
    expect(problemsOfReceiving(preset.receiving)).toEqual([])
  })

  test.each(preset.vectors.map(vector => ({ name: vector.name, vector })))(
    'accepts what was $name',
    ({ vector }) => {
      const { receiving } = preset
      const verdict = judge(
        readRules(receiving),
        freshRequest(vector.request, vector.eventUrl, { id: '', number: 0, now: 0 }),
        {
          keys: readKeys(receiving, vector.keys),
          now: vector.at,
          cryptography: nodeCryptography,
          phase: 'live',
          captured: []
        }
      )
      expect(verdict).toMatchObject({ is: 'accepted', matched: { scheme: vector.scheme, key: 0 } })
    }
  )
})
