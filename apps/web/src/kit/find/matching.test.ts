import { describe, expect, test } from 'vitest'
import { bestMatching } from './best-matching.ts'
import { plainMatching } from './matching.ts'

interface Thing {
  name: string
  note: string
}

const things: Thing[] = [
  { name: 'Wait', note: 'Until now, or later.' },
  { name: 'Know more', note: '' },
  { name: 'Now', note: 'The moment of the run.' }
]

const texts = {
  names: [({ name }: Thing) => name],
  details: [({ note }: Thing) => note]
}

describe.each([
  ['plain', plainMatching],
  ['best', bestMatching]
])('%s matching', (_, matching) => {
  const namesOf = (sought: string) => matching(things, sought, texts).map(({ name }) => name)

  test('finds by name and description, ignoring case', () => {
    expect(namesOf('NOW').toSorted()).toEqual(['Know more', 'Now', 'Wait'])
    expect(namesOf('moment')).toEqual(['Now'])
  })

  test('finds nothing without a match', () => {
    expect(namesOf('zebra')).toEqual([])
  })
})

test('matches in names come before matches in descriptions, and the best match first', () => {
  expect(plainMatching(things, 'now', texts).at(-1)?.name).toBe('Wait')
  expect(bestMatching(things, 'now', texts)[0]?.name).toBe('Now')
})
