import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareRegistrations, type ListedRegistration, type StoredRegistration } from './reconcile.ts'

const stored = (id: string, over: Partial<StoredRegistration> = {}): StoredRegistration => ({
  id,
  status: { is: 'on' },
  wanted: true,
  hasData: true,
  hasEntry: false,
  isCovered: true,
  ...over
})
const listed = (of: string | null, id = `remote ${of}`): ListedRegistration => ({
  id,
  eventUrl: `https://here.example/e/${of}`,
  registrationData: { id },
  of
})
const uncertain = { status: { is: 'ended', how: 'uncertain' }, wanted: false } as const
const off = { status: { is: 'ended', how: 'turned-off' }, wanted: false } as const
const nothing = { fine: [], adopt: [], remove: [], recreate: [], gone: [] }

describe('a registration that the service lists', () => {
  test('is fine if it is wanted, being removed, or owned by an entry', () => {
    const own = [
      stored('a'),
      stored('b', { status: { is: 'deregistering' }, wanted: false }),
      stored('c', { ...off, hasEntry: true }),
      stored('d', { wanted: false })
    ]
    const all = own.map(({ id }) => listed(id))
    expect(compareRegistrations(own, all)).toEqual({ ...nothing, fine: all })
  })

  test('is to be removed if nothing owns it: unknown, off, or uncertain', () => {
    const all = [listed(null), listed('a'), listed('b'), listed('of another installation')]
    expect(compareRegistrations([stored('a', off), stored('b', uncertain)], all)).toEqual({
      ...nothing,
      remove: all
    })
  })

  test('is adopted with the listed data if it could not be removed before', () => {
    const all = [listed('a')]
    expect(compareRegistrations([stored('a', { hasData: false })], all)).toEqual({ ...nothing, adopt: all })
    const silent = [{ ...listed('a'), registrationData: null }]
    expect(compareRegistrations([stored('a', { hasData: false })], silent).fine).toEqual(silent)
  })
})

describe('a registration that the service does not list', () => {
  test('is registered again if it is wanted, and is gone for certain if it was uncertain', () => {
    const own = [
      stored('a'),
      stored('b', uncertain),
      stored('c', { ...off, hasEntry: true }),
      stored('d', off)
    ]
    expect(compareRegistrations(own, [])).toEqual({ ...nothing, recreate: ['a'], gone: ['b', 'c'] })
  })

  test('has no result if the service was not asked for it, or if it is being made', () => {
    const own = [
      stored('a', { isCovered: false }),
      stored('b', { ...uncertain, isCovered: false }),
      stored('c', { status: { is: 'registering' } })
    ]
    expect(compareRegistrations(own, [])).toEqual(nothing)
  })
})

test('each listed registration is reported once, and none of them as gone or missing', () => {
  const ids = ['a', 'b', 'c']
  const anyStored = fc.tuple(
    ...ids.map(id =>
      fc.record({
        id: fc.constant(id),
        status: fc.constantFrom<StoredRegistration['status']>(
          { is: 'registering' },
          { is: 'on' },
          { is: 'paused' },
          { is: 'deregistering' },
          { is: 'ended', how: 'uncertain' },
          { is: 'ended', how: 'turned-off' }
        ),
        wanted: fc.boolean(),
        hasData: fc.boolean(),
        hasEntry: fc.boolean(),
        isCovered: fc.boolean()
      })
    )
  )
  const anyListed = fc.array(
    fc.constantFrom(...ids, null).map(of => listed(of)),
    { maxLength: 6 }
  )
  fc.assert(
    fc.property(anyStored, anyListed, (own, all) => {
      const { fine, adopt, remove, recreate, gone } = compareRegistrations(own, all)
      expect([...fine, ...adopt, ...remove].toSorted(byId)).toEqual(all.toSorted(byId))
      const absent = [...recreate, ...gone]
      expect(new Set(absent).size).toBe(absent.length)
      for (const id of absent) expect(all.some(({ of }) => of === id)).toBe(false)
      for (const id of recreate) expect(own.find(one => one.id === id)?.wanted).toBe(true)
    })
  )
})

const byId = (one: ListedRegistration, other: ListedRegistration): number => (one.id < other.id ? -1 : 1)
