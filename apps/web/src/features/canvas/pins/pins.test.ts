import { expect, test } from 'vitest'
import { keepPins, type Pin, readPins } from './pins.ts'

const storage = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value)
  }
}
const flowId = '0190a0a0-0000-7000-8000-000000000001'
const pin: Pin = {
  card: 'say',
  name: 'Say',
  runId: '0190a0a0-0000-7000-8000-000000000002',
  caller: ['each', 1]
}

test('pins are stored per flow, as references to runs without values', () => {
  const place = storage()
  keepPins(place, flowId, [pin])
  expect(readPins(place, flowId)).toEqual([pin])
  expect(readPins(place, pin.runId)).toEqual([])
})

test('unreadable pins are ignored', () => {
  const place = storage()
  for (const text of ['{', 'null', '[{"card":"say"}]']) {
    place.kept.set(`hookwright.pins.${flowId}`, text)
    expect(readPins(place, flowId)).toEqual([])
  }
})
