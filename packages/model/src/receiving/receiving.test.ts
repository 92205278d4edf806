import { expect, test } from 'vitest'
import { blankReceiving, Receiving } from './receiving.ts'

test('default rules are valid, and unsigned', () => {
  expect(Receiving.parse(blankReceiving)).toEqual(blankReceiving)
  expect(blankReceiving.verify).toEqual([])
})

test('rules have no unknown properties', () => {
  expect(Receiving.safeParse({ ...blankReceiving, script: 'return true' }).success).toBe(false)
})

test('an answer cannot set a header that affects a browser or that the receiver writes itself', () => {
  const answering = (name: string) => ({
    ...blankReceiving,
    handshake: [
      {
        id: 'h',
        when: [],
        verified: false,
        phase: 'always',
        key: null,
        require: [],
        unmetStatus: 403,
        capture: [],
        respond: { status: 200, headers: [{ name, value: 'x' }], body: { is: 'empty' } },
        confirm: null
      }
    ]
  })
  expect(Receiving.safeParse(answering('X-Hook-Secret')).success).toBe(true)
  for (const name of ['Set-Cookie', 'content-type', 'Location', 'a b', 'Access-Control-Allow-Origin'])
    expect(Receiving.safeParse(answering(name)).success, name).toBe(false)
})
