import { MINUTE } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { countTries, type Tries } from './tries.ts'

let now = 0
let tries: Tries
beforeEach(() => {
  now = 1_000_000
  tries = countTries(() => now)
})

const attempt = (n: number, network = 'one') => tries.begin({ nameKey: `name ${n}`, network })

test('thirty tries from one network use it up, whatever the names; another network goes on', () => {
  for (let n = 0; n < 30; n += 1) expect(attempt(n)).toBeNull()
  expect(attempt(30)).toBe(15 * MINUTE)
  expect(attempt(30, 'two')).toBeNull()
})

test('tries that sign someone in do not use the network up', () => {
  for (let n = 0; n < 100; n += 1) {
    expect(attempt(n)).toBeNull()
    tries.succeed({ nameKey: `name ${n}`, network: 'one' })
  }
})

test('a refused try does not make the wait longer', () => {
  for (let n = 0; n < 5; n += 1) attempt(1)
  now += 10 * MINUTE
  expect(attempt(1)).toBe(5 * MINUTE)
  now += 5 * MINUTE
  expect(attempt(1)).toBeNull()
})

test('a name under attack stays locked while many other names are tried', () => {
  for (let n = 0; n < 5; n += 1) attempt(-1)
  for (let n = 0; n < 9_000; n += 1) attempt(n, `network ${n}`)
  expect(attempt(-1)).not.toBeNull()
})

// review: security M1
test('a name is counted for each network by itself, and forgiven everywhere', () => {
  const at = (network: string) => tries.begin({ nameKey: 'ada', network })
  for (const network of ['one', 'two']) for (let n = 0; n < 5; n += 1) expect(at(network)).toBeNull()
  expect(at('one')).not.toBeNull()
  expect(at('three')).toBeNull()
  tries.forgive('ada')
  expect([at('one'), at('two')]).toEqual([null, null])
})

test('a network that many share is not used up', () => {
  for (let n = 0; n < 100; n += 1)
    expect(tries.begin({ nameKey: `name ${n}`, network: 'one', isShared: true })).toBeNull()
})
