import { describe, expect, test } from 'vitest'
import { rememberOfVersions } from './remember-of-versions.ts'

const reader = (most: number) => {
  const asked: string[][] = []
  const of = rememberOfVersions(async ids => {
    asked.push(ids)
    return new Map(ids.filter(id => id !== 'gone').map(id => [id, [`${id} 1`, `${id} 2`]]))
  }, most)
  return { asked, of }
}

describe('the cache of what versions offer', () => {
  test('reads each version once, and returns the offers in the order of the request', async () => {
    const { asked, of } = reader(9)
    expect(await of(['a', 'b'])).toEqual(['a 1', 'a 2', 'b 1', 'b 2'])
    expect(await of(['c', 'a'])).toEqual(['c 1', 'c 2', 'a 1', 'a 2'])
    expect(await of(['b', 'a'])).toEqual(['b 1', 'b 2', 'a 1', 'a 2'])
    expect(asked).toEqual([['a', 'b'], ['c']])
  })

  test('keeps the most recent versions only, and returns all that are requested', async () => {
    const { asked, of } = reader(2)
    expect(await of(['a', 'b', 'c'])).toHaveLength(6)
    expect(await of(['b', 'c'])).toHaveLength(4)
    expect(await of(['a'])).toEqual(['a 1', 'a 2'])
    expect(asked).toEqual([['a', 'b', 'c'], ['a']])
  })

  test('returns nothing for a missing version, and reads it again at the next request', async () => {
    const { asked, of } = reader(9)
    expect(await of(['gone'])).toEqual([])
    expect(await of(['gone'])).toEqual([])
    expect(asked).toHaveLength(2)
  })
})
