import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import { alertsFor, alertsToMark, ownAlerts, ownSeries, type SignedIn } from './own.ts'

const ann = { person: { id: 'ann', name: 'Ann', role: 'admin' as const } }
const uma = { person: { id: 'uma', name: 'Uma', role: 'user' as const } }

test('an admin sees all alerts, and marks those of others only by their ids', () => {
  expect(ownAlerts(ann)).toEqual({ ownerId: null })
  expect(alertsFor(ann)).toEqual({ ownerId: 'ann' })
  expect(alertsToMark(ann, null)).toEqual({ ownerId: 'ann', ids: null })
  expect(alertsToMark(ann, ['one'])).toEqual({ ownerId: null, ids: ['one'] })
})

test('a user marks their own alerts and those without an owner, with or without ids', () => {
  for (const ids of [null, ['one']]) expect(alertsToMark(uma, ids)).toEqual({ ownerId: 'uma', ids })
})

test('a limited key sees the failures of a series within its limit only', async () => {
  const connectors = new Map([
    ['flow of one', ['one']],
    ['flow of both', ['one', 'two']]
  ])
  const backend = {
    connectorAccess: { of: async (_kind: string, id: string) => new Set(connectors.get(id)) }
  }
  const fault = new Fault('flow.not-on').toData()
  const key = { id: 'key', name: 'Deploy', connectorIds: ['one'] }
  const failed = [...connectors.keys()].map(flowId => ({ flowId, flowName: null, fault }))
  const series = { of: 2, done: 2, isRunning: false, failed }
  const told = (params: object) => ownSeries({ ...ann, backend, ...params } as unknown as SignedIn, series)
  expect((await told({ key }))?.failed).toEqual(failed.slice(0, 1))
  expect((await told({ key: null }))?.failed).toEqual(failed)
})
