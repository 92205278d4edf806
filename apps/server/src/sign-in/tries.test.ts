import { MINUTE } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuthStorage } from './auth-database.ts'
import { kinds, makePlace, type StoragePlace } from './testing.ts'
import { countTries, type Tries } from './tries.ts'

describe.each(kinds)('attempts counted by %s', kind => {
  let now = 0
  let place: StoragePlace
  let storage: AuthStorage
  let tries: Tries
  beforeEach(async () => {
    now = 1_000_000
    place = await makePlace(kind)
    storage = await place.open(() => now)
    tries = storage.tries
  })
  afterEach(async () => {
    await storage.database.close()
    place.remove()
  })

  const attempt = (n: number, network = 'one') => tries.begin({ nameKey: `name ${n}`, network })

  test('thirty tries block their network, whatever the names, and no other network', async () => {
    for (let n = 0; n < 30; n += 1) expect(await attempt(n)).toBeNull()
    expect(await attempt(30)).toBe(15 * MINUTE)
    expect(await attempt(30, 'two')).toBeNull()
  })

  test('successful tries do not count against the network', async () => {
    for (let n = 0; n < 100; n += 1) {
      expect(await attempt(n)).toBeNull()
      await tries.succeed({ nameKey: `name ${n}`, network: 'one' })
    }
  })

  test('a refused try does not extend the wait', async () => {
    for (let n = 0; n < 5; n += 1) await attempt(1)
    now += 10 * MINUTE
    expect(await attempt(1)).toBe(5 * MINUTE)
    now += 5 * MINUTE
    expect(await attempt(1)).toBeNull()
  })

  test('a name under attack stays blocked while many other names are tried', async () => {
    for (let n = 0; n < 5; n += 1) await attempt(-1)
    // In memory the quietest of them are forgotten.
    const others = kind === 'auth.db' ? 9_000 : 50
    for (let n = 0; n < others; n += 1) await attempt(n, `network ${n}`)
    expect(await attempt(-1)).not.toBeNull()
  })

  // review: security M1
  test('a name is counted per network, and reset in all networks', async () => {
    const at = (network: string) => tries.begin({ nameKey: 'ada', network })
    for (const network of ['one', 'two']) for (let n = 0; n < 5; n += 1) expect(await at(network)).toBeNull()
    expect(await at('one')).not.toBeNull()
    expect(await at('three')).toBeNull()
    await tries.forgive('ada')
    expect([await at('one'), await at('two')]).toEqual([null, null])
  })

  test('a shared network is not blocked', async () => {
    for (let n = 0; n < 100; n += 1)
      expect(await tries.begin({ nameKey: `name ${n}`, network: 'one', isShared: true })).toBeNull()
  })
})

test('each of several processes that count in memory permits its share', async () => {
  const tries = countTries(
    () => 1_000_000,
    () => 3
  )
  const attempt = (n: number) => tries.begin({ nameKey: `name ${n}`, network: 'one' })
  for (let n = 0; n < 10; n += 1) expect(await attempt(n)).toBeNull()
  expect(await attempt(10)).toBe(15 * MINUTE)
})
