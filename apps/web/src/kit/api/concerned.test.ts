import { expect, test } from 'vitest'
import { isConcerned, isTold } from './concerned.ts'

const key = (path: string, input?: object) => [path.split('.'), { type: 'query', ...(input && { input }) }]

test('a query is concerned by what it shows, and by nothing else', () => {
  const told = [{ topic: 'subscriptions' as const, ids: ['flow-1'] }]
  expect(isConcerned(key('flows.summaries'), told)).toBe(true)
  expect(isConcerned(key('connections.list'), told)).toBe(false)
  expect(isConcerned(['something else'], told)).toBe(false)
})

test('a query of one flow is concerned by that flow, and one of all flows by each', () => {
  const told = [{ topic: 'deliveries' as const, ids: ['flow-1'] }]
  expect(isConcerned(key('deliveries.list', { flowId: 'flow-1' }), told)).toBe(true)
  expect(isConcerned(key('deliveries.list', { flowId: 'flow-2' }), told)).toBe(false)
  expect(isConcerned(key('deliveries.list', {}), told)).toBe(true)
})

test('the registrations are concerned by deliveries where they show the time of the last one', () => {
  const told = [{ topic: 'deliveries' as const, ids: ['flow-1'] }]
  expect(isConcerned(key('subscriptions.registrations', { part: 'fine' }), told)).toBe(true)
  expect(isConcerned(key('subscriptions.registrations', { part: 'needy', times: false }), told)).toBe(false)
})

test('an open flow is concerned by each other flow, since it may show the name and the inputs of that', () => {
  const told = [{ topic: 'flows' as const, ids: ['helper-1'] }]
  for (const open of ['makerFlows.open', 'flows.open'])
    expect(isConcerned(key(open, { flowId: 'flow-1' }), told)).toBe(true)
  expect(isConcerned(key('makerFlows.get', { flowId: 'flow-1' }), told)).toBe(false)
})

test('what a connector offers is concerned by each of its versions', () => {
  for (const topic of ['connectors', 'versions'] as const)
    for (const offered of ['events.list', 'actions.list'])
      expect(isConcerned(key(offered), [{ topic, ids: ['connector-1'] }])).toBe(true)
})

test('a topic without ids concerns every query of it', () => {
  const told = [{ topic: 'progress' as const, ids: [] }]
  expect(isConcerned(key('subscriptions.progress', { flowId: 'flow-2' }), told)).toBe(true)
})

test('a delivery is concerned by its flow, and by any while it is not known of which it is', () => {
  const told = [{ topic: 'deliveries' as const, ids: ['flow-1'] }]
  const of = (data?: object) => isConcerned(key('deliveries.get', { deliveryId: 'd' }), told, data)
  const run = { id: 'r', flowId: 'flow-1', finishedAt: 4 }
  expect([of(), of({ flowId: 'flow-1', run }), of({ flowId: 'flow-2', run })]).toEqual([true, true, false])
})

test('a run is concerned by its flow while it is under way, and by nothing when it is over', () => {
  const told = [{ topic: 'runs' as const, ids: ['flow-1'] }]
  const run = { flowId: 'flow-1', finishedAt: null }
  for (const [path, shown] of [
    ['runs.get', (data: object) => data],
    ['runs.open', (data: object) => ({ run: data, lines: [] })]
  ] as const) {
    const of = (data: object) => isConcerned(key(path, { runId: 'r' }), told, shown(data))
    expect(of(run), path).toBe(true)
    expect(of({ ...run, flowId: 'flow-2' }), path).toBe(false)
    expect(of({ ...run, finishedAt: 4, status: { is: 'failed' } }), path).toBe(false)
    expect(of({ ...run, finishedAt: 4, status: { is: 'on-hold' } }), path).toBe(true)
  }
})

test('constant data has no topic', () => {
  expect(isTold(key('flows.summaries'))).toBe(true)
  expect(isTold(key('installation.get'))).toBe(false)
  expect(isTold(['first-admin'])).toBe(false)
})
