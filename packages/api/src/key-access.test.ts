import type { Backend } from '@hookwright/backend'
import type { Fault, Id } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { appRouter } from './index.ts'
import { checksInput, closedToKeys, mustBeOpenToKey, type RequestKey, withinKey } from './key-access.ts'
import { type Act, isAct, permissions } from './permissions.ts'

const idOf = (letter: string): Id => `01900000-0000-7000-8000-00000000000${letter}`
const [acme, chat, flowOfAcme, flowOfBoth, blankFlow] = ['a', 'b', 'c', 'd', 'e'].map(idOf)

const reached = new Map([
  [acme, [acme]],
  [chat, [chat]],
  [flowOfAcme, [acme]],
  [flowOfBoth, [acme, chat]]
])

const backend = {
  connectorAccess: {
    of: async (_kind: string, id: Id) => new Set(reached.get(id) ?? []),
    ofDocument: async (doc: unknown) =>
      new Set([acme, chat].filter(id => JSON.stringify(doc).includes(String(id))))
  }
} as unknown as Backend

const keyFor = (connectorIds: Id[] | null): RequestKey => ({ id: idOf('f'), name: 'Deploy', connectorIds })
const limited = keyFor([idOf('a')])

/** Returns the fault code of a refused call; null if the call is allowed. */
const refusalOf = async (key: RequestKey | null, act: Act, input: unknown): Promise<string | null> =>
  mustBeOpenToKey({ backend, key }, act, async () => input).then(
    () => null,
    (fault: Fault) => fault.code
  )

const open: Act[] = [
  'connectors.list',
  'flows.summaries',
  'installation.get',
  'keeping.rules',
  'people.me',
  'receiving.explain'
]

const acts = Object.keys(permissions).filter(isAct)

test('a session may call everything, and a key without a limit everything open to keys', async () => {
  for (const act of acts) {
    expect(await refusalOf(null, act, {})).toBeNull()
    expect(await refusalOf(keyFor(null), act, {})).toBe(closedToKeys.has(act) ? 'api-key.not-accepted' : null)
  }
})

describe('a key that is limited to connectors', () => {
  test('may call few procedures without an item, and none of those closed to keys', async () => {
    const passed: Act[] = []
    for (const act of acts) if ((await refusalOf(limited, act, undefined)) === null) passed.push(act)
    expect(passed.toSorted()).toEqual(open)
  })

  test('is not extended by an input that the procedure ignores', async () => {
    const procedures = Object.entries<unknown>(appRouter._def.procedures)
    const unchecked = procedures.flatMap(([path, procedure]) =>
      isAct(path) && !checksInput(procedure) && !open.includes(path) && !closedToKeys.has(path) ? [path] : []
    )
    expect(unchecked).toEqual(expect.arrayContaining(['bin.list', 'connections.overview', 'orphans.list']))
    for (const act of unchecked) {
      expect([act, await refusalOf(limited, act, { connectorId: acme })]).toEqual([
        act,
        'api-key.out-of-scope'
      ])
    }
  })

  test.each<[Act, object, string | null]>([
    ['versions.list', { connectorId: acme }, null],
    ['versions.list', { connectorId: chat }, 'api-key.out-of-scope'],
    ['flows.get', { flowId: flowOfAcme }, null],
    ['flows.get', { flowId: flowOfBoth }, 'api-key.out-of-scope'],
    ['flows.get', { flowId: blankFlow }, 'api-key.out-of-scope'],
    ['flows.get', { flowId: 'no id' }, 'api-key.out-of-scope'],
    ['flows.save', { flowId: flowOfAcme, doc: { cards: acme } }, null],
    ['flows.save', { flowId: flowOfAcme, doc: { cards: chat } }, 'api-key.out-of-scope'],
    ['flows.create', { doc: { cards: acme } }, null],
    ['flows.create', { doc: {} }, 'api-key.out-of-scope'],
    ['subscriptions.upgrade', { flowIds: [flowOfAcme, flowOfAcme] }, null],
    ['subscriptions.upgrade', { flowIds: [flowOfAcme, flowOfBoth] }, 'api-key.out-of-scope'],
    ['subscriptions.upgrade', { flowIds: Array(101).fill(flowOfAcme) }, 'api-key.out-of-scope'],
    ['deliveries.list', { flowId: flowOfAcme }, null],
    ['deliveries.list', { connectorId: acme }, 'api-key.out-of-scope'],
    ['deliveries.list', { flowId: flowOfAcme, connectorId: chat }, 'api-key.out-of-scope'],
    ['dryRuns.begin', { connectorId: acme }, 'api-key.out-of-scope'],
    ['connectors.importFiles', { connectorId: acme }, null],
    ['connectors.createFromFiles', {}, 'api-key.out-of-scope'],
    ['flows.importFiles', { flowId: flowOfAcme }, 'api-key.out-of-scope'],
    ['listening.begin', { flowId: flowOfAcme }, 'api-key.out-of-scope']
  ])('%s with %o: %s', async (act, input, code) => {
    expect(await refusalOf(limited, act, input)).toBe(code)
  })

  test('sees the items of lists that are within its limit', async () => {
    const items = [flowOfAcme, flowOfBoth, blankFlow].map(id => ({ id: String(id) }))
    expect(await withinKey({ backend, key: limited }, 'flow', items)).toEqual(items.slice(0, 1))
    expect(await withinKey({ backend, key: keyFor(null) }, 'flow', items)).toBe(items)
    expect(await withinKey({ backend, key: null }, 'flow', items)).toBe(items)
  })
})
