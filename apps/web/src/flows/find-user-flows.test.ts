import { expect, test } from 'vitest'
import { bestMatching } from '../find/best-matching.ts'
import { findUserFlows, type ListedUserFlow } from './find-user-flows.ts'

const flow = (given: Partial<ListedUserFlow>): ListedUserFlow => ({
  id: 'flow-1',
  name: 'Welcome newcomers',
  description: '',
  ownerId: 'person-1',
  ownerName: null,
  createdAt: 1,
  updatedAt: 1,
  kind: 'user-event',
  event: null,
  cards: [],
  cardCount: 0,
  problems: 0,
  subscription: null,
  successor: null,
  openCleanup: 0,
  pending: 'off',
  deliveries: { count: 0, more: false },
  runs: { count: 0, more: false },
  lastRun: null,
  refusedAt: null,
  ...given
})

const flows = [
  flow({}),
  flow({ name: 'Badge for visitors', createdAt: 5 }),
  flow({ name: null, createdAt: 3, lastRun: { id: 'run-1', status: { is: 'queued' }, at: 9 } })
]
const names = (found: ListedUserFlow[]) => found.map(({ name }) => name)

test('flows stand by name unless asked otherwise, an unnamed one by the words that are shown', () => {
  expect(names(findUserFlows(flows, {}, bestMatching))).toEqual([
    'Badge for visitors',
    null,
    'Welcome newcomers'
  ])
  expect(names(findUserFlows(flows, { by: 'newest' }, bestMatching))).toEqual([
    'Badge for visitors',
    null,
    'Welcome newcomers'
  ])
  expect(names(findUserFlows(flows, { by: 'last-run' }, bestMatching))[0]).toBeNull()
})

test('a search finds by name, event and connector', () => {
  const event = {
    name: 'File deleted',
    eventFlowId: 'event-1',
    connectorId: 'connector-1',
    connectorName: 'Birch Pay',
    versionNumber: 1
  }
  const all = [...flows, flow({ name: 'Tidy up', event })]
  expect(names(findUserFlows(all, { q: 'visitors' }, bestMatching))).toEqual(['Badge for visitors'])
  expect(names(findUserFlows(all, { q: 'birch' }, bestMatching))).toEqual(['Tidy up'])
  expect(names(findUserFlows(all, { q: 'unnamed' }, bestMatching))).toEqual([null])
})

test('what ran into a fault or left something behind wants attention', () => {
  const all = [
    ...flows,
    flow({ name: 'Left', openCleanup: 1 }),
    flow({ name: 'Differs', pending: 're-register' })
  ]
  expect(names(findUserFlows(all, { status: 'attention' }, bestMatching))).toEqual(['Differs', 'Left'])
  expect(findUserFlows(all, { status: 'on' }, bestMatching)).toEqual([])
  expect(findUserFlows(all, { status: 'off' }, bestMatching)).toHaveLength(5)
})
