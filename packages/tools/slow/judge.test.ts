import { expect, test } from 'vitest'
import { breachesOf } from './judge.ts'

type Seen = Parameters<typeof breachesOf>[0]

const slow = (part: 'head' | 'body', seconds: number, byServer = true) => ({ part, seconds, byServer })

const good: Seen = {
  deliveries: { expected: 100, answers: 99, refused: 0, p99Ms: [700, 12] },
  ended: [slow('head', 11), slow('body', 21)],
  sockets: { wanted: 2, open: 1.8 },
  uploads: [
    { name: '11 MB', refusedWith: 413, status: 413, sentMb: 4 },
    { name: '11 MB', refusedWith: 413, status: 0, sentMb: 4 }
  ],
  buffersMb: 0,
  memoryMb: { busiest: 210, before: 140, during: 150 }
}
const upload = { name: '11 MB', refusedWith: 413, status: 413, sentMb: 4 }

test('a server within its limits has no breaches', () => {
  expect(breachesOf(good)).toEqual([])
})

test.each<[string, Partial<Seen>, string]>([
  [
    'a delivery that is refused',
    { deliveries: { ...good.deliveries, refused: 1 } },
    '1 of 99 deliveries were refused.'
  ],
  [
    'deliveries that do not get through',
    { deliveries: { ...good.deliveries, answers: 80 } },
    '80 deliveries were answered of the 100 that were to come.'
  ],
  [
    'answers that come late',
    { deliveries: { ...good.deliveries, p99Ms: [501, 700] } },
    'The p99 of the answers was 501 ms in the best round, beyond 500 ms.'
  ],
  [
    'a slow head that is let be',
    { ended: [slow('head', 16), slow('body', 21)] },
    '1 that were slow with a head were let be for more than 15 s.'
  ],
  [
    'a slow body that is never closed',
    { ended: [slow('head', 11), slow('body', 9, false)] },
    '1 that were slow with a body were let be for more than 25 s.'
  ],
  [
    'slow bodies that never were',
    { ended: [slow('head', 11)] },
    'Only 0 were closed that were slow with a body.'
  ],
  [
    'slow connections that were not there',
    { sockets: { wanted: 2, open: 1.3 } },
    '1 of 2 slow connections were open on average.'
  ],
  ['too much that is taken', { uploads: [upload, { ...upload, status: 202 }] }, '11 MB got 202, not 413.'],
  ['too much that is never told so', { uploads: [{ ...upload, status: 0 }] }, '11 MB never got 413.'],
  [
    'too much that is read to its end',
    { uploads: [{ ...upload, sentMb: 11 }] },
    '11 MB was not cut off before 11 MB of it were sent.'
  ],
  [
    'much that is held',
    { memoryMb: { ...good.memoryMb, busiest: 513 } },
    'Up to 513 MB were held, beyond 512 MB.'
  ],
  [
    'too much that is held',
    { memoryMb: { ...good.memoryMb, during: 156 } },
    'Memory grew by 16 MB while too much was sent, beyond 15 MB.'
  ]
])('%s is a breach', (_, part, sentence) => {
  expect(breachesOf({ ...good, ...part })).toEqual([sentence])
})

test('bytes in the buffers of the system do not count against the server', () => {
  expect(breachesOf({ ...good, uploads: [{ ...upload, sentMb: 11 }], buffersMb: 2 })).toEqual([])
  expect(breachesOf({ ...good, uploads: [{ ...upload, sentMb: 13 }], buffersMb: 2 })).toHaveLength(1)
})
