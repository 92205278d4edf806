import { expect, test } from 'vitest'
import { hasTopic, isConcerned } from './concerned.ts'

const key = (path: string, input?: object) => [path.split('.'), { type: 'query', ...(input && { input }) }]

test('a query is affected by the topics it shows, and by no others', () => {
  const told = [{ topic: 'subscriptions' as const, ids: ['flow-1'] }]
  expect(isConcerned(key('flows.summaries'), told)).toBe(true)
  expect(isConcerned(key('connections.list'), told)).toBe(false)
  expect(isConcerned(['something else'], told)).toBe(false)
})

test('a query of one flow is affected by that flow, and one of all flows by each', () => {
  const told = [{ topic: 'deliveries' as const, ids: ['flow-1'] }]
  expect(isConcerned(key('deliveries.list', { flowId: 'flow-1' }), told)).toBe(true)
  expect(isConcerned(key('deliveries.list', { flowId: 'flow-2' }), told)).toBe(false)
  expect(isConcerned(key('deliveries.list', {}), told)).toBe(true)
})

test('the list of registrations is affected by deliveries where it shows the last one', () => {
  const told = [{ topic: 'deliveries' as const, ids: ['flow-1'] }]
  expect(isConcerned(key('subscriptions.registrations', { part: 'fine' }), told)).toBe(true)
  expect(isConcerned(key('subscriptions.registrations', { part: 'needy', times: false }), told)).toBe(false)
})

test('an open flow is affected by every other flow, since it may show its name and inputs', () => {
  const told = [{ topic: 'flows' as const, ids: ['helper-1'] }]
  for (const open of ['makerFlows.open', 'flows.open'])
    expect(isConcerned(key(open, { flowId: 'flow-1' }), told)).toBe(true)
  expect(isConcerned(key('makerFlows.get', { flowId: 'flow-1' }), told)).toBe(false)
})

test('lists of events and actions are affected by connectors and versions', () => {
  for (const topic of ['connectors', 'versions'] as const)
    for (const offered of ['events.list', 'actions.list'])
      expect(isConcerned(key(offered), [{ topic, ids: ['connector-1'] }])).toBe(true)
})

test('a topic without ids affects all its queries', () => {
  const told = [{ topic: 'progress' as const, ids: [] }]
  expect(isConcerned(key('subscriptions.progress', { flowId: 'flow-2' }), told)).toBe(true)
})

test('a delivery is affected by its flow, or by every flow while that is unknown', () => {
  const told = [{ topic: 'deliveries' as const, ids: ['flow-1'] }]
  const of = (data?: object) => isConcerned(key('deliveries.get', { deliveryId: 'd' }), told, data)
  const run = { id: 'r', flowId: 'flow-1', finishedAt: 4 }
  expect([of(), of({ flowId: 'flow-1', run }), of({ flowId: 'flow-2', run })]).toEqual([true, true, false])
})

test('a run is affected by its flow while it is running, and by nothing once it has ended', () => {
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
  expect(hasTopic(key('flows.summaries'))).toBe(true)
  expect(hasTopic(key('installation.get'))).toBe(false)
  expect(hasTopic(['first-admin'])).toBe(false)
})
