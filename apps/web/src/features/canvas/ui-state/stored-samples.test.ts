import { expect, test } from 'vitest'
import { readSamples, writeSamples } from './stored-samples.ts'

const storage = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value)
  }
}
const sample = { id: 's', name: 'Pasted sample', values: { body: { id: 1 } }, pasted: true as const }

test('the newest sample of a flow is restored, and not for another flow', () => {
  const kept = storage()
  writeSamples(kept, 'f', [sample, { ...sample, id: 'older' }])
  expect(readSamples(kept, 'f')).toEqual([sample])
  expect(readSamples(kept, 'g')).toEqual([])
})

test('a large sample is not stored, and an unreadable one is ignored', () => {
  const kept = storage()
  writeSamples(kept, 'f', [{ ...sample, values: { body: 'x'.repeat(200_000) } }])
  expect(readSamples(kept, 'f')).toEqual([])
  kept.setItem('hookwright.sample.f', '{')
  expect(readSamples(kept, 'f')).toEqual([])
})
