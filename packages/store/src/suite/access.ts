import { randomBytes } from 'node:crypto'
import { type ApiKey, type AuditEntry, DAY, MINUTE } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { MOST_API_KEYS } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { newId } from './samples.ts'

export const sampleApiKey = (over: Partial<ApiKey> = {}): ApiKey => ({
  id: newId(),
  ownerId: 'ann',
  name: 'Deploy',
  role: 'maker',
  connectorIds: null,
  last4: 'x9_Q',
  createdAt: 1_000,
  expiresAt: 1_000 + 30 * DAY,
  lastUsedAt: null,
  revokedAt: null,
  ...over
})

export const sampleEntry = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  id: newId(),
  at: 1_000,
  personId: 'ann',
  personName: 'Ann Example',
  key: null,
  act: 'versions.deploy',
  item: { kind: 'version', id: newId(), name: 'Acme HR, version 3' },
  notes: {},
  ...over
})

const newHash = (): Uint8Array => randomBytes(32)

export const accessSuite = (open: OpenStore): void => {
  describe('API keys', () => {
    const opened = openForEachTest(open)

    it('are found by the hash of their token, and listed for their owner or for all', async () => {
      const [first, second] = [sampleApiKey(), sampleApiKey({ ownerId: 'ben', connectorIds: [newId()] })]
      const hash = newHash()
      await opened().store.apiKeys.add(first, hash)
      await opened().store.apiKeys.add(second, newHash())
      const { apiKeys } = await opened().reopen()
      expect(await apiKeys.byHash(hash)).toEqual(first)
      expect(await apiKeys.byHash(newHash())).toBeNull()
      expect(await apiKeys.find(second.id)).toEqual(second)
      expect(await apiKeys.list('ann')).toEqual([first])
      expect(await apiKeys.list(null)).toEqual([second, first])
    })

    it('have unique names among the active ones, and a limited number', async () => {
      const { apiKeys } = opened().store
      const first = sampleApiKey()
      await apiKeys.add(first, newHash())
      const again = () => sampleApiKey({ name: ' DEPLOY', createdAt: 2_000 })
      await expect(apiKeys.add(again(), newHash())).rejects.toMatchObject({ code: 'api-key.name-taken' })
      await apiKeys.add({ ...again(), ownerId: 'ben' }, newHash())
      await apiKeys.revoke(first.id, 1_500)
      await apiKeys.add(again(), newHash())
      for (let at = 1; at < MOST_API_KEYS; at += 1) {
        await apiKeys.add(sampleApiKey({ name: `Key ${at}` }), newHash())
      }
      await expect(apiKeys.add(sampleApiKey({ name: 'One more' }), newHash())).rejects.toMatchObject({
        code: 'api-keys.too-many'
      })
      // Those that have expired do not count.
      const later = { createdAt: first.expiresAt, expiresAt: first.expiresAt + DAY }
      await apiKeys.add(sampleApiKey({ name: 'One more', ...later }), newHash())
    })

    it('record a use at most once a minute', async () => {
      const { apiKeys } = opened().store
      const key = sampleApiKey()
      await apiKeys.add(key, newHash())
      const use = async (at: number) => {
        await apiKeys.noteUse(key.id, { at, unlessAfter: at - MINUTE })
        return (await apiKeys.find(key.id))?.lastUsedAt
      }
      expect(await use(100_000)).toBe(100_000)
      expect(await use(100_000 + MINUTE - 1)).toBe(100_000)
      expect(await use(100_000 + MINUTE)).toBe(100_000 + MINUTE)
    })

    it('are revoked once, one or all of an owner', async () => {
      const { apiKeys } = opened().store
      const [one, other, third] = [
        sampleApiKey(),
        sampleApiKey({ name: 'Other' }),
        sampleApiKey({ ownerId: 'ben' })
      ]
      for (const key of [one, other, third]) await apiKeys.add(key, newHash())
      await apiKeys.revoke(one.id, 2_000)
      await apiKeys.revoke(one.id, 3_000)
      await apiKeys.revokeOf('ann', 4_000)
      expect((await apiKeys.list(null)).map(({ revokedAt }) => revokedAt)).toEqual([null, 4_000, 2_000])
      await expect(apiKeys.revoke(newId(), 5_000)).rejects.toMatchObject({ code: 'api-key.gone' })
    })

    it('are deleted when they have long expired or been revoked', async () => {
      const { apiKeys } = opened().store
      const expired = sampleApiKey({ name: 'Expired', expiresAt: 5_000 })
      const revoked = sampleApiKey({ name: 'Revoked', revokedAt: 6_000 })
      const active = sampleApiKey({ name: 'Active' })
      for (const key of [expired, revoked, active]) await apiKeys.add(key, newHash())
      expect(await apiKeys.forget(5_000, 10)).toBe(0)
      expect(await apiKeys.forget(7_000, 1)).toBe(1)
      expect(await apiKeys.forget(7_000, 10)).toBe(1)
      expect(await apiKeys.list(null)).toEqual([active])
    })
  })

  describe('the audit log', () => {
    const opened = openForEachTest(open)

    it('is read page by page, the newest first', async () => {
      const entries = Array.from({ length: 5 }, (_, at) => sampleEntry({ at: 1_000 + at }))
      for (const entry of entries) await opened().store.audit.add(entry)
      const { audit } = await opened().reopen()
      const newestFirst = entries.toReversed()
      const first = await audit.list({ limit: 3 })
      expect(first.rows).toEqual(newestFirst.slice(0, 3))
      const rest = await audit.list({ limit: 3, ...(first.next !== null && { before: first.next }) })
      expect(rest).toEqual({ rows: newestFirst.slice(3), next: null })
    })

    it('is filtered by member, act and time', async () => {
      const { audit } = opened().store
      const key = { id: newId(), name: 'Deploy' }
      const deployed = sampleEntry({ key, notes: { visible: true, number: 3 } })
      const removed = sampleEntry({ at: 2_000, act: 'people.remove', item: null })
      const other = sampleEntry({ at: 3_000, personId: 'ben', act: 'people.remove' })
      for (const entry of [deployed, removed, other]) await audit.add(entry)
      const rowsOf = async (filter: object) => (await audit.list({ limit: 9, ...filter })).rows
      expect(await rowsOf({ personId: 'ann' })).toEqual([removed, deployed])
      expect(await rowsOf({ acts: ['versions.deploy', 'versions.create'] })).toEqual([deployed])
      expect(await rowsOf({ from: 2_000, to: 3_000 })).toEqual([removed])
      expect(await rowsOf({ personId: 'ben', acts: ['versions.deploy'] })).toEqual([])
    })

    it('deletes old entries in batches', async () => {
      const { audit } = opened().store
      for (const at of [1_000, 2_000, 3_000]) await audit.add(sampleEntry({ at }))
      expect(await audit.forget(3_000, 1)).toBe(1)
      expect(await audit.forget(3_000, 5)).toBe(1)
      expect((await audit.list({ limit: 9 })).rows.map(({ at }) => at)).toEqual([3_000])
    })
  })
}
