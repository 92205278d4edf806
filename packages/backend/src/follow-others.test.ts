import type { OpenBreaker, StoredBreaker } from '@hookwright/model'
import type { Change } from '@hookwright/store'
import { beforeEach, describe, expect, test } from 'vitest'
import { createBreakers } from './breakers/breakers.ts'
import { followOthers } from './follow-others.ts'
import type { CachedSubscription } from './subscription-cache/subscription-cache.ts'

const subscription = (id: string, flowId: string, connectionId: string | null, action?: string) =>
  ({
    id,
    flowId,
    terms: { connectionId },
    actionConnections: new Set(action === undefined ? [] : [action])
  }) as unknown as CachedSubscription

let cached: CachedSubscription[]
let stored: StoredBreaker[]
let acts: string[]
let tell: (change: Change | null) => void
const breakers = () =>
  createBreakers({
    store: { breakers: { all: async () => stored, keep: async () => undefined } },
    effects: { clock: () => 1_000, log: () => {} },
    hasOpened: () => undefined,
    mayGoOn: () => acts.push('may go on')
  })
let own: ReturnType<typeof breakers>
beforeEach(() => {
  cached = [
    subscription('s1', 'f1', 'c1'),
    subscription('s2', 'f2', null, 'c1'),
    subscription('s3', 'f3', 'c3')
  ]
  stored = []
  acts = []
  own = breakers()
  followOthers({
    store: {
      listenOthers: listener => {
        tell = listener
        return () => {}
      }
    },
    effects: { log: message => acts.push(message) },
    subscriptionCache: {
      drop: which => {
        cached = cached.filter(each => !which(each))
      }
    },
    breakers: own,
    rules: { forget: () => acts.push('rules') },
    connections: { rereadTokens: id => acts.push(`tokens of ${id ?? 'all'}`) }
  })
})

const change = (topic: Change['topic'], ...ids: string[]): Change => ({ topic, ids, of: [] })

describe('after a commit of another process', () => {
  test.each([
    [change('subscriptions', 's1'), ['s2', 's3']],
    [change('flows', 'f1', 'f3'), ['s2']],
    [change('connections', 'c1'), ['s3']],
    [change('runs', 's1'), ['s1', 's2', 's3']],
    [null, []]
  ])('%j leaves the subscriptions %j in the cache', (told, left) => {
    tell(told)
    expect(cached.map(({ id }) => id)).toEqual(left)
  })

  test('rules are read again after a change of them, or after an unknown change', () => {
    tell(change('rules'))
    tell(change('flows', 'f1'))
    tell(null)
    expect(acts.filter(act => act === 'rules')).toHaveLength(2)
  })

  test('the state of a breaker follows what is stored', async () => {
    const open: OpenBreaker = {
      since: 1,
      until: 9_000,
      pause: 30_000,
      why: { is: 'timeouts', calls: 5 }
    }
    const breaker = { connectorId: 'n1', connectionId: 'c1', host: 'api.example.com', opened: 1 }
    stored = [{ ...breaker, open }]
    tell(change('connections', 'c1'))
    await expect.poll(() => own.open()).toEqual(stored)
    expect(acts).toEqual(['tokens of c1'])
    stored = [{ ...breaker, open: null }]
    tell(change('connections', 'c1'))
    await expect.poll(() => own.open()).toEqual([])
    expect(acts).toEqual(['tokens of c1', 'tokens of c1', 'may go on'])
  })
})
