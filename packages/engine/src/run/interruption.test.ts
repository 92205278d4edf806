import { Fault } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { block, card, flow, run } from '../testing/run-small-cards.ts'
import { fakeEffects, memoryJournal } from '../testing.ts'

describe('an aborted signal', () => {
  const trying = flow(
    block('try', 'try', {}, { try: [[card('s', 'send')]], catch: [[card('late', 'send')]] }),
    card('after', 'send')
  )

  test('ends the run with its reason before the first effect', async () => {
    const ended = AbortSignal.abort(new Fault('registration.cancelled'))
    const fx = fakeEffects()
    const outcome = await run(trying, {}, { signal: ended, fx })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['try'],
      fault: { code: 'registration.cancelled' }
    })
    expect(fx.sent).toEqual([])
  })

  test('during a request ends the run with its reason; it is not caught and no request follows', async () => {
    const controller = new AbortController()
    const fx = fakeEffects(() => {
      controller.abort(new Fault('registration.timed-out', { seconds: 60 }))
      throw new Fault('http.no-answer', { method: 'POST', url: '/things', why: 'it was ended' })
    })
    const journal = memoryJournal()
    const outcome = await run(trying, {}, { signal: controller.signal, fx, journal })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['try', 's'],
      fault: { code: 'registration.timed-out', details: { seconds: 60 } }
    })
    expect(fx.sent).toHaveLength(1)
    expect(journal.intended).toEqual(['try/s'])
    expect(journal.recorded.size).toBe(0)
  })

  test('during an answer keeps the answer and ends the run before the next card', async () => {
    const controller = new AbortController()
    const fx = fakeEffects(() => {
      controller.abort(new Fault('registration.timed-out'))
      return { status: 200, headers: {}, body: '7' }
    })
    const journal = memoryJournal()
    const outcome = await run(trying, {}, { signal: controller.signal, fx, journal })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['after'],
      fault: { code: 'registration.timed-out' }
    })
    expect([...journal.recorded]).toEqual([['try/s', { outputs: { out: 7 } }]])
    expect(fx.sent).toHaveLength(1)
  })
})

describe('a journal that cannot be written', () => {
  const full = new Fault('storage.failed', { why: 'the disk is full' })
  const trying = flow(
    block('try', 'try', {}, { try: [[card('s', 'send')]], catch: [[card('late', 'send')]] }),
    card('after', 'send')
  )

  test('before a request prevents the request and ends the run, which is not caught', async () => {
    const fx = fakeEffects()
    const journal = { ...memoryJournal(), intend: () => Promise.reject(full) }
    const outcome = await run(trying, {}, { fx, journal })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['try', 's'],
      fault: { code: 'storage.failed' }
    })
    expect(fx.sent).toEqual([])
    expect(journal.recorded.size).toBe(0)
  })

  test.each([200, 500])('after answer %i ends the run, which is not caught', async status => {
    const fx = fakeEffects(() => ({ status, headers: {}, body: '1' }))
    const journal = { ...memoryJournal(), record: () => Promise.reject(full) }
    const outcome = await run(trying, {}, { fx, journal })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['try', 's'],
      fault: { code: 'storage.failed' }
    })
    expect(fx.sent).toHaveLength(1)
  })
})
