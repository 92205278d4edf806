import { cardSpecs } from '@hookwright/cards'
import { cardDocs } from '@hookwright/cards/docs'
import { expect, test } from 'vitest'
import { bestMatching } from '../../kit/find/best-matching.ts'
import { findCards } from './find-cards.ts'
import { flowOf, put } from './testing/flow-of.ts'

const flow = flowOf([put('helper-flow', 'start')])
const titles = (typed: string, recent: string[] = []) =>
  findCards({ flow, specs: cardSpecs, words: cardDocs, typed, recent, matching: bestMatching }).map(group => [
    group.heading,
    group.items.map(spec => spec.title)
  ])

test('without a search cards stand by group, those used last above all', () => {
  const [first, second] = titles('', ['now', 'gone'])
  expect(first).toEqual(['Recent', ['Now']])
  expect(second?.[0]).toBe('Branching')
  expect(titles('').map(([heading]) => heading)).not.toContain('Events')
})

test('a search finds titles first, then groups and what cards say of themselves', () => {
  expect(titles('base64')[0]?.[1]?.slice(0, 2)).toEqual(['Base64', 'Base64 Decode'])
  expect(titles('encryption')[0]?.[1]).toEqual(expect.arrayContaining(['HMAC', 'Hash']))
  expect(titles('secret key')[0]?.[1]).toContain('HMAC')
  expect(titles('nothing like it')).toEqual([])
})
