import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change, Store } from '../store.ts'
import { acceptOne, sampleConnector, turnOn } from '../suite/samples.ts'
import { openPostgresStore } from './open-postgres-store.ts'
import { reuseDatabase } from './testing/test-database.ts'

describe('two stores on one PostgreSQL database', () => {
  let own: Store
  let other: Store
  const heard: { own: (Change | null)[]; other: (Change | null)[] } = { own: [], other: [] }
  beforeEach(async () => {
    const url = await reuseDatabase()
    const open = () => openPostgresStore({ url, poolSize: 4 })
    own = await open()
    other = await open()
    heard.own = []
    heard.other = []
    own.listenOthers(change => heard.own.push(change))
    other.listenOthers(change => heard.other.push(change))
  })
  afterEach(async () => {
    await own.close()
    await other.close()
  })

  it('notify each other of writes, and of the flows of deliveries', async () => {
    const connector = sampleConnector()
    await own.connectors.add(connector)
    await expect.poll(() => heard.other).toEqual([{ topic: 'connectors', ids: [connector.id], of: [] }])
    const subscription = await turnOn(own)
    heard.other = []
    await acceptOne(own, subscription)
    await acceptOne(own, subscription)
    await expect
      .poll(() => heard.other.filter(change => change?.topic === 'deliveries'))
      .toContainEqual({ topic: 'deliveries', ids: [], of: [subscription.id] })
    expect(heard.own).toEqual([])
  })

  it('notify each other of new rules of the installation', async () => {
    await own.keeping.setRules({ payloadDays: 7, metadataDays: 30, redaction: [] })
    await expect.poll(() => heard.other).toEqual([{ topic: 'rules', ids: [], of: [] }])
  })
})
