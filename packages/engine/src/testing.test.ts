import { describe, expect, test } from 'vitest'
import { keyOfPath } from './card/journal.ts'
import { echo, fail, number, send } from './testing/small-cards.ts'
import { FAKE_START, fakeEffects, flowOf, memoryJournal, runCardAlone, signature } from './testing.ts'

describe('fake effects', () => {
  test('are deterministic: the clock stands still, ids count up, random numbers are even', async () => {
    const fx = fakeEffects()
    expect([fx.clock(), fx.clock()]).toEqual([FAKE_START, FAKE_START])
    expect([fx.newId(), fx.newId()]).toEqual([
      '00000000-0000-7000-8000-000000000001',
      '00000000-0000-7000-8000-000000000002'
    ])
    expect(fx.random()).toBe(0.5)
    fx.moveClock(5)
    await fx.wait(FAKE_START + 9, new AbortController().signal)
    await fx.wait(FAKE_START, new AbortController().signal)
    expect(fx.clock()).toBe(FAKE_START + 9)
  })

  test('hash and sign like any implementation', () => {
    const { hash, hmac } = fakeEffects().crypto
    const bytes = new TextEncoder().encode('abc')
    expect(Buffer.from(hash('md5', bytes)).toString('hex')).toBe('900150983cd24fb0d6963f7d28e17f72')
    expect(Buffer.from(hmac('sha256', new TextEncoder().encode('key'), bytes)).toString('hex')).toBe(
      '9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab'
    )
  })
})

describe('a card in a test', () => {
  test('returns its outputs for its inputs', async () => {
    expect(await runCardAlone(echo, {}, { value: [1] })).toEqual({ out: [1] })
    expect(await runCardAlone(number, {}, { n: '12' })).toEqual({ out: 12 })
    const fx = fakeEffects(() => ({ status: 200, headers: {}, body: '{"a":1}' }))
    expect(await runCardAlone(send, {}, { value: 'x' }, fx)).toEqual({ out: { a: 1 } })
    expect(fx.sent[0]).toMatchObject({
      method: 'POST',
      body: '"x"',
      headers: { 'idempotency-key': 'run-1/card' }
    })
  })

  test('throws its fault', async () => {
    await expect(runCardAlone(fail, {}, { value: 'No.' })).rejects.toThrow('card.failed: No.')
  })
})

test('a journal in memory returns its entries and does not change its input', async () => {
  const before = memoryJournal()
  await before.intend(['a', 1, 'b'], { safe: false, draws: [{ path: ['d'], outputs: { out: 1 } }] })
  await before.record(['a', 1, 'b'], { outputs: { out: 2 } })
  const after = memoryJournal(before.recorded)
  await after.record(['c'], { outputs: {} })
  expect(after.recall(['a', 1, 'b'])).toEqual({ outputs: { out: 2 } })
  expect(after.recall(['d'])).toEqual({ outputs: { out: 1 } })
  expect(before.recall(['c'])).toBeUndefined()
  expect(before.intended).toEqual([keyOfPath(['a', 1, 'b'])])
})

test('a test flow has its cards in order, and a test signature is empty', () => {
  const card = (id: string) => ({ id, type: 'echo', config: {}, inputs: {} })
  expect(flowOf(card('b'), card('a')).strip).toEqual(['b', 'a'])
  expect(signature({ id: 'h', name: 'Help' })).toMatchObject({
    id: 'h',
    name: 'Help',
    kind: 'helper',
    inputs: []
  })
})
