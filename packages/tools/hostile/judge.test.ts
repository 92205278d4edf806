import { expect, test } from 'vitest'
import { missesOf } from './judge.ts'

type Seen = Parameters<typeof missesOf>[0]

const attack = {
  name: '600 sockets',
  answers: 100,
  refused: [],
  p99Ms: 5,
  loop: { p99Ms: 50, mostMs: 900, own: { p99Ms: 40, mostMs: 700 } },
  memoryMb: 350
}
const good: Seen = {
  attacks: [attack],
  expected: 100,
  parsed: [{ name: 'XML', mostMs: 20, ownMs: 9 }],
  failed: null
}

test('a server that reaches its goals misses none', () => {
  expect(missesOf(good)).toEqual([])
})

test.each<[string, Partial<Seen>, string]>([
  [
    'an event that is refused',
    { attacks: [{ ...attack, refused: ['503', '503'] }] },
    '600 sockets: 2 of 100 events were refused (503).'
  ],
  ['events that are not answered', { expected: 112 }, '600 sockets: 100 events were answered of 112.'],
  [
    'a busy event loop',
    { attacks: [{ ...attack, loop: { ...attack.loop, p99Ms: 51 } }] },
    "600 sockets: the event loop's p99 was 51 ms (40 ms of its own), beyond 50 ms."
  ],
  ['memory', { attacks: [{ ...attack, memoryMb: 351 }] }, '600 sockets: 351 MB were held, beyond 350 MB.'],
  [
    'a slow parser',
    { parsed: [{ name: 'XML', mostMs: 21, ownMs: 9 }] },
    'XML held the event loop up for 21 ms (9 ms of its own), beyond 20 ms.'
  ],
  ['a server that is gone', { failed: 'The server ended with SIGABRT.' }, 'The server ended with SIGABRT.']
])('%s is a miss', (_, seen, sentence) => {
  expect(missesOf({ ...good, ...seen })).toEqual([sentence])
})
