import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { authAdapter } from './auth-adapter.ts'
import type { AuthStorage } from './auth-database.ts'
import { kinds, makePlace, type StoragePlace } from './testing.ts'

type CountOf = Parameters<ReturnType<ReturnType<typeof authAdapter>>['count']>[0]

interface Entry {
  identifier: string
  value: string
  expiresAt: Date
}

describe.each(kinds)('the adapter over %s', kind => {
  let place: StoragePlace
  let storage: AuthStorage
  beforeEach(async () => {
    place = await makePlace(kind)
    storage = await place.open()
    for (const n of [1, 2, 3]) await adapter().create({ model: 'verification', data: entry(n) })
  })
  afterEach(async () => {
    await storage.database.close()
    place.remove()
  })

  const adapter = () => authAdapter(storage.database)({})
  const at = (n: number) => new Date(n * 1000)
  const entry = (n: number) => ({ identifier: `i${n}`, value: `v${n}`, expiresAt: at(n) })

  const valuesWhere = async (where: CountOf['where']) =>
    (await adapter().findMany<Entry>({ model: 'verification', ...(where ? { where } : {}) }))
      .map(one => one.value)
      .sort()

  test('a Date is stored in whole milliseconds and read as a Date', async () => {
    const kept = await storage.database.ask('SELECT "expiresAt" FROM {verification} WHERE value = ?', 'v2')
    expect(kept).toEqual([{ expiresAt: 2000 }])
    const found = await adapter().findOne<Entry>({
      model: 'verification',
      where: [{ field: 'identifier', value: 'i2' }]
    })
    expect(found?.expiresAt).toEqual(at(2))
  })

  test('several conditions are combined with AND', async () => {
    expect(await valuesWhere([{ field: 'expiresAt', operator: 'gt', value: at(1) }])).toEqual(['v2', 'v3'])
    expect(await valuesWhere([{ field: 'expiresAt', operator: 'lte', value: at(2) }])).toEqual(['v1', 'v2'])
    expect(await valuesWhere([{ field: 'value', operator: 'in', value: ['v1', 'v3'] }])).toEqual(['v1', 'v3'])
    expect(
      await valuesWhere([
        { field: 'value', operator: 'ne', value: 'v1' },
        { field: 'expiresAt', operator: 'lt', value: at(3) }
      ])
    ).toEqual(['v2'])
    expect(await valuesWhere(undefined)).toEqual(['v1', 'v2', 'v3'])
  })

  test('order, limit and offset apply', async () => {
    const found = await adapter().findMany<Entry>({
      model: 'verification',
      sortBy: { field: 'expiresAt', direction: 'desc' },
      limit: 1,
      offset: 1
    })
    expect(found.map(one => one.value)).toEqual(['v2'])
  })

  test('update, updateMany, count, delete and deleteMany act on the matching rows', async () => {
    const where = [{ field: 'expiresAt', operator: 'gte' as const, value: at(2) }]
    expect(
      await adapter().update<Entry>({ model: 'verification', where, update: { value: 'one' } })
    ).toMatchObject({ value: 'one' })
    expect(await adapter().count({ model: 'verification', where: [{ field: 'value', value: 'one' }] })).toBe(
      1
    )
    expect(await adapter().updateMany({ model: 'verification', where, update: { value: 'all' } })).toBe(2)
    expect(await adapter().deleteMany({ model: 'verification', where })).toBe(2)
    await adapter().delete({ model: 'verification', where: [{ field: 'value', value: 'v1' }] })
    expect(await valuesWhere(undefined)).toEqual([])
  })

  test('null can be compared, and an empty list matches nothing', async () => {
    await storage.database.ask(
      `INSERT INTO {user} (id, name, email, role, "createdAt", "updatedAt") VALUES ('1', 'Ada', 'a', 'admin', 1, 1)`
    )
    const count = (where: CountOf['where']) => adapter().count({ model: 'user', ...(where ? { where } : {}) })
    expect(await count([{ field: 'image', value: null }])).toBe(1)
    expect(await count([{ field: 'image', operator: 'ne', value: null }])).toBe(0)
    expect(await count([{ field: 'image', operator: 'ne', value: 'ada.png' }])).toBe(1)
    expect(await count([{ field: 'name', operator: 'in', value: [] }])).toBe(0)
  })

  test('find and update return null without a match', async () => {
    const where = [{ field: 'value', value: 'none' }]
    expect(await adapter().findOne({ model: 'verification', where })).toBeNull()
    expect(await adapter().update({ model: 'verification', where, update: { value: 'x' } })).toBeNull()
  })

  test.each([
    { field: 'value', operator: 'contains' as const, value: 'v' },
    { field: 'value', value: 'V1', mode: 'insensitive' as const },
    { field: 'value', value: 'v1', connector: 'OR' as const }
  ])('an unsupported comparison is refused: %j', async where => {
    await expect(valuesWhere([where])).rejects.toThrow(/Extend auth-adapter.ts/)
  })
})
