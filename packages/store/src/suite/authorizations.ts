import type { NewAlert } from '@hookwright/model'
import { DAY } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { SignInAttempt } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { newId, sampleConnection, sampleConnector } from './samples.ts'

export const authorizationSuite = (open: OpenStore): void => {
  describe('sign-ins at services', () => {
    const opened = openForEachTest(open)
    const tokens = new Uint8Array([1, 2])

    const withConnection = async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const connection = sampleConnection(connector.id)
      await store.connections.add(connection, new Uint8Array([9]))
      return { store, connector, connection }
    }

    const attemptOf = (connectionId: string, more: Partial<SignInAttempt> = {}): SignInAttempt => ({
      id: newId(),
      stateHash: new Uint8Array([1, 2, 3]),
      connectionId,
      session: 'mine',
      sealed: new Uint8Array([4]),
      returnTo: '/connections',
      expiresAt: 100,
      ...more
    })

    it('keep tokens with the status of the connection until its values change', async () => {
      const { store, connection } = await withConnection()
      const { id } = connection
      const nothing = { authorization: null, tokenSealed: null, refreshBegan: null }
      expect(await store.connections.authorizationOf(id)).toEqual(nothing)
      await store.connections.beginRefresh(id, 5)
      const reopened = await opened().reopen()
      expect(await reopened.connections.authorizationOf(id)).toEqual({ ...nothing, refreshBegan: 5 })
      await reopened.connections.keepAuthorization(id, tokens, { is: 'signed-in', at: 6 })
      expect(await reopened.connections.authorizationOf(id)).toEqual({
        authorization: { is: 'signed-in', at: 6 },
        tokenSealed: Buffer.from(tokens),
        refreshBegan: null
      })
      expect(await reopened.connections.authorizationsOf([id, newId()])).toEqual(
        new Map([[id, { is: 'signed-in', at: 6 }]])
      )
      await reopened.connections.beginRefresh(id, 7)
      expect(await reopened.connections.keepRefreshed(id, 7, tokens, { is: 'signed-in', at: 7 })).toBe(true)
      await reopened.connections.endAuthorization(id)
      expect(await reopened.connections.authorizationOf(id)).toEqual(nothing)
      await reopened.connections.endAuthorization(newId())
      await reopened.connections.beginRefresh(id, 8)
      await reopened.connections.reseal(id, new Uint8Array([7]), 'main')
      expect(await reopened.connections.keepRefreshed(id, 8, tokens, { is: 'signed-in', at: 8 })).toBe(false)
      expect(await reopened.connections.authorizationOf(id)).toEqual(nothing)
      await expect(reopened.connections.authorizationOf(newId())).rejects.toMatchObject({
        code: 'connection.gone'
      })
    })

    it('raises an alert in the commit that marks an authorization as lost', async () => {
      const { store, connector, connection } = await withConnection()
      const { id } = connection
      const why = 'The service refused the refresh token.'
      const alert: NewAlert = {
        id: newId(),
        at: 8,
        fact: `authorization-lost/${id}/8`,
        about: {
          kind: 'authorization-lost',
          ...{ connectorId: connector.id, connectionId: id, purpose: 'user', why }
        }
      }
      await store.connections.keepAuthorization(id, tokens, { is: 'signed-in', at: 6 })
      const lost = { is: 'lost', at: 8, why } as const
      expect(await store.connections.loseAuthorization(id, 6, lost, alert)).toBe(true)
      const reopened = await opened().reopen()
      expect(await reopened.connections.authorizationOf(id)).toMatchObject({
        authorization: { is: 'lost', at: 8, why },
        tokenSealed: null
      })
      const [raised] = (await reopened.alerts.list({ ownerId: connection.ownerId, limit: 5 })).rows
      expect(raised).toMatchObject({ ownerId: connection.ownerId, about: { kind: 'authorization-lost' } })
    })

    it('do not lose the authorization of a later sign-in, nor one that is lost already', async () => {
      const { store, connector, connection } = await withConnection()
      const { id, ownerId } = connection
      const why = 'The service refused the refresh token.'
      const about = { kind: 'authorization-lost', connectorId: connector.id, connectionId: id } as const
      const lose = (of: number, connectionId = id) => {
        const alert: NewAlert = {
          id: newId(),
          at: 8,
          fact: newId(),
          about: { ...about, purpose: 'user', why }
        }
        return store.connections.loseAuthorization(connectionId, of, { is: 'lost', at: 8, why }, alert)
      }
      const alertCount = async () => (await store.alerts.list({ ownerId, limit: 5 })).rows.length
      expect(await lose(5)).toBe(false)
      await store.connections.keepAuthorization(id, tokens, { is: 'signed-in', at: 6 })
      expect(await lose(5)).toBe(false)
      expect(await store.connections.authorizationOf(id)).toMatchObject({
        authorization: { is: 'signed-in', at: 6 },
        tokenSealed: Buffer.from(tokens)
      })
      expect(await lose(6, newId())).toBe(false)
      expect(await alertCount()).toBe(0)
      // Refreshed tokens that could not be stored are later than the stored ones.
      expect([await lose(7), await lose(7)]).toEqual([true, false])
      expect(await alertCount()).toBe(1)
    })

    it('record scopes for the next sign-in, while the tokens are those that lack them', async () => {
      const { store, connection } = await withConnection()
      const { id } = connection
      const add = (lacks = '') => `${lacks} write`.trim()
      await store.connections.requestScopes(id, 6, add)
      expect((await store.connections.authorizationOf(id)).authorization).toBeNull()
      await store.connections.keepAuthorization(id, tokens, { is: 'signed-in', at: 6 })
      await store.connections.requestScopes(id, 5, add)
      expect((await store.connections.authorizationOf(id)).authorization).toEqual({ is: 'signed-in', at: 6 })
      await store.connections.requestScopes(id, 6, add)
      const reopened = await opened().reopen()
      expect(await reopened.connections.authorizationOf(id)).toMatchObject({
        authorization: { is: 'signed-in', at: 6, lacks: 'write' },
        tokenSealed: Buffer.from(tokens)
      })
      await Promise.all(
        ['b', 'c'].map(scope => reopened.connections.requestScopes(id, 6, lacks => `${lacks} ${scope}`))
      )
      expect((await reopened.connections.authorizationOf(id)).authorization).toMatchObject({
        lacks: 'write b c'
      })
      await reopened.connections.requestScopes(newId(), 6, add)
    })

    it('returns a sign-in once, to its own session and before it expires', async () => {
      const { store, connection } = await withConnection()
      const attempt = attemptOf(connection.id)
      await store.signIns.begin(attempt)
      const claim = (session: string | null, now: number, state = attempt.stateHash) =>
        store.signIns.claim(state, session, now)
      const { returnTo } = attempt
      expect(await claim('other', 20)).toEqual({ is: 'other-session', returnTo })
      expect(await claim(null, 20)).toEqual({ is: 'other-session', returnTo })
      expect(await claim('mine', 100)).toEqual({ is: 'expired', returnTo })
      expect(await claim('mine', 20, new Uint8Array([8]))).toEqual({ is: 'unknown' })
      const claimed = await claim('mine', 99)
      expect(claimed).toMatchObject({
        is: 'claimed',
        attempt: { id: attempt.id, connectionId: connection.id }
      })
      expect(await claim('mine', 99)).toEqual({ is: 'used', returnTo })
    })

    it('are deleted with their connection, and some time after they expired', async () => {
      const { store, connection } = await withConnection()
      await store.signIns.begin(attemptOf(connection.id))
      const stateHash = new Uint8Array([5])
      await store.signIns.begin(attemptOf(connection.id, { stateHash, expiresAt: 3 * DAY }))
      const taken = await store.signIns.take({ now: 2 * DAY })
      expect(taken).toMatchObject([{ connectionId: connection.id, sealed: Buffer.from([4]) }])
      expect(await store.signIns.take({ now: 2 * DAY })).toEqual([])
      expect(await store.signIns.claim(new Uint8Array([1, 2, 3]), 'mine', 20)).toEqual({ is: 'unknown' })
      expect(await store.signIns.take({ connectionId: newId() })).toEqual([])
      expect(await store.signIns.take({ connectionId: connection.id })).toHaveLength(1)
      await store.signIns.begin(attemptOf(connection.id, { stateHash }))
      await store.connections.remove(connection.id)
      expect(await store.signIns.claim(stateHash, 'mine', 2 * DAY)).toEqual({ is: 'unknown' })
      await expect(store.signIns.begin(attemptOf(connection.id))).rejects.toMatchObject({
        code: 'connection.gone'
      })
    })

    it('keeps the client secrets of a connector, which are sealed records', async () => {
      const { store, connector, connection } = await withConnection()
      expect(await store.connectors.clientsOf(connector.id)).toBeNull()
      expect(await store.connectors.keepClients(connector.id, new Uint8Array([3]), null)).toBe(true)
      expect(await store.connectors.keepClients(connector.id, new Uint8Array([4]), null)).toBe(false)
      expect(await store.connectors.clientsOf(connector.id)).toEqual(Buffer.from([3]))
      await store.signIns.begin(attemptOf(connection.id))
      const kinds: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof store.sealed.page>> = await store.sealed.page(after)
        kinds.push(...page.records.map(({ kind }) => kind))
        after = page.next
      } while (after !== null)
      expect(kinds).toEqual(['connection', 'connector-clients', 'sign-in'])
      await store.connections.remove(connection.id)
      expect(await store.hasSealed()).toBe(true)
      await store.connectors.keepClients(connector.id, null, new Uint8Array([3]))
      expect(await store.hasSealed()).toBe(false)
    })
  })
}
