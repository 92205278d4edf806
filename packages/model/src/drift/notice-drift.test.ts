import fc from 'fast-check'
import { expect, test } from 'vitest'
import { one } from '../fields/data-type.ts'
import { type DriftSighting, type EventDrift, isDrifting } from './drift.ts'
import { beginDrift, LEARNING, noticeDrift } from './notice-drift.ts'

const output = { id: 'email', label: 'Email', dataType: one('text') }
const missing: DriftSighting = { kind: 'missing', root: 'body', path: ['email'], output, seen: null }
const extra = (name: string): DriftSighting => ({
  kind: 'new',
  root: 'body',
  path: [name],
  output: null,
  seen: one('text')
})

/**
 * Returns the drift record after several deliveries, one second apart. Each delivery has the given
 * differences (sightings).
 */
const notice = (shown: DriftSighting[][], begun: EventDrift = beginDrift(0, null)): EventDrift =>
  shown.reduce((drift, sightings, index) => {
    const at = (index + 1) * 1_000
    return noticeDrift(drift, {
      deliveryId: `delivery-${index + 1}`,
      flowId: 'flow',
      at,
      sightings,
      records: null
    })
  }, begun)

const known = Array.from({ length: LEARNING }, () => [extra('phone')])

test('places that are unmapped from the start are left out on purpose; later ones are new', () => {
  const drift = notice([...known, [extra('phone'), extra('plan')], [extra('plan')]])
  expect(drift.findings).toEqual([
    {
      ...extra('plan'),
      count: 2,
      firstAt: 6_000,
      lastAt: 7_000,
      example: { deliveryId: 'delivery-7', flowId: 'flow' },
      streak: 2,
      returned: false
    }
  ])
  expect(drift).toMatchObject({ looked: 7, lastAt: 7_000, leftOut: ['body ["phone"]'] })
})

test('the next version leaves out the same places, and learns no more', () => {
  const next = beginDrift(9_000, notice(known))
  expect(notice([[extra('phone'), extra('plan')]], next).findings.map(({ path }) => path)).toEqual([['plan']])
})

test('a place is missing at once, and is reported only if it appears sometimes', () => {
  const [gone] = notice([[missing], [missing]]).findings
  expect(gone).toMatchObject({ count: 2, streak: 2, returned: false })
  expect(gone && isDrifting(gone)).toBe(true)
  const [seldom] = notice([[missing], [], [missing]]).findings
  expect(seldom).toMatchObject({ count: 2, streak: 1, returned: true })
  expect(seldom && isDrifting(seldom)).toBe(false)
  const [again] = notice([[missing], [], ...Array.from({ length: 10 }, () => [missing])]).findings
  expect(again && isDrifting(again)).toBe(true)
})

test('a delivery without records does not count for the places of records', () => {
  const inRecord: DriftSighting = { ...missing, root: 'record' }
  const looked = { deliveryId: 'd', flowId: 'f', at: 1 }
  const once = noticeDrift(beginDrift(0, null), { ...looked, sightings: [inRecord], records: 2 })
  expect(noticeDrift(once, { ...looked, sightings: [], records: 0 }).findings).toEqual(once.findings)
  expect(noticeDrift(once, { ...looked, sightings: [], records: 1 }).findings[0]?.returned).toBe(true)
})

test('observed types become one type that accepts all, or none', () => {
  const unfit = (seen: DriftSighting['seen']): DriftSighting => ({
    ...missing,
    kind: 'unfit',
    output: { ...output, dataType: one('number') },
    seen
  })
  expect(notice([[unfit(one('boolean'))], [unfit(one('text'))]]).findings[0]?.seen).toEqual(one('text'))
  expect(notice([[unfit(one('text'))], [unfit(one('object'))]]).findings[0]?.seen).toBeNull()
})

test('the size of the data is bounded for any number of deliveries, and differences are counted', () => {
  const anyShown = fc.array(
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd').map(extra), { selector: ({ path }) => path[0] })
  )
  fc.assert(
    fc.property(anyShown, shown => {
      const drift = notice(shown)
      expect(drift.looked).toBe(shown.length)
      for (const { count, firstAt, lastAt, streak } of drift.findings) {
        expect(count).toBeLessThanOrEqual(shown.length)
        expect(streak).toBeLessThanOrEqual(count)
        expect(firstAt).toBeLessThanOrEqual(lastAt)
      }
    })
  )
  const flood = Array.from({ length: 10 }, (_, index) =>
    Array.from({ length: 200 }, (__, at) => extra(`${index}-${at}`))
  )
  const drift = notice(flood)
  expect(drift.findings.length).toBeLessThanOrEqual(100)
  expect(drift.leftOut.length).toBeLessThanOrEqual(500)
})
