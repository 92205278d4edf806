import { Fault } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { smallCards } from './testing/small-cards.ts'
import { cardOf, fakeEffects, flowOf, memoryJournal, runPatientlyWith } from './testing.ts'

const fx = fakeEffects(() => ({ status: 200, headers: {}, body: '1' }))
const flow = flowOf(cardOf('start', 'start'), cardOf('send', 'send'))

// review: cores A6
describe('a run that can continue later', () => {
  test.each(['intend', 'record'] as const)('has no outcome while its journal cannot %s', async what => {
    const full = new Fault('storage.failed', { why: 'the disk is full' })
    const journal = { ...memoryJournal(), [what]: () => Promise.reject(full) }
    const parts = { specs: smallCards, fx, journal }
    await expect(runPatientlyWith(flow, {}, parts)).rejects.toBe(full)
  })

  test('fails if its journal refuses for another reason', async () => {
    const refused = new Fault('run.too-many-calls', { runs: 1 })
    const journal = { ...memoryJournal(), record: () => Promise.reject(refused) }
    const parts = { specs: smallCards, fx, journal }
    expect(await runPatientlyWith(flow, {}, parts)).toMatchObject({
      status: { is: 'failed', fault: { code: 'run.too-many-calls' } }
    })
  })
})
