import { literal, pill } from '@hookwright/model'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { put } from '../../../features/canvas/testing/flow-of.ts'
import { addDeployedEvent } from './add-deployed-event.ts'
import { planEvent } from './plan-event.ts'
import { connection, offered, openUserCanvas, option } from './testing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const mine = [connection('mine', 'acme'), connection('other', 'elsewhere')]

test('an empty flow starts with the event and the only connection', () => {
  const event = offered({ options: [{ ...option('team', true), initial: 'sales' }, option('note', false)] })
  const canvas = openUserCanvas([event])
  addDeployedEvent(canvas, event, mine)
  const { flow, problems } = canvas.drawing.getState()
  expect(Object.values(flow.cards)).toEqual([
    {
      id: 'c1',
      type: 'connector-event',
      title: 'User created',
      config: {
        connectorId: 'acme',
        eventFlowId: 'created',
        versionId: 'v1',
        connectionId: 'mine',
        runMode: 'each'
      },
      inputs: { team: literal('sales') }
    }
  ])
  expect(problems).toEqual([])
})

test('no connection is selected when there are several, or when none is needed', () => {
  const event = offered()
  const several = openUserCanvas([event])
  addDeployedEvent(several, event, [...mine, connection('second', 'acme')])
  expect(several.drawing.getState().flow.cards.c1?.config.connectionId).toBeNull()
  const free = { ...event, signature: { ...event.signature, needsConnection: false } }
  const canvas = openUserCanvas([free])
  addDeployedEvent(canvas, free, mine)
  expect(canvas.drawing.getState().flow.cards.c1?.config.connectionId).toBeNull()
})

test('a version without a connection keeps the selected one, and another event has none', () => {
  const { canvas, newer, another } = begun()
  const free = (event: typeof newer) => ({
    ...event,
    signature: { ...event.signature, needsConnection: false }
  })
  addDeployedEvent(canvas, free(newer), mine)
  expect(canvas.drawing.getState().flow.cards.start?.config.connectionId).toBe('second')
  addDeployedEvent(canvas, free(another), mine)
  expect(canvas.drawing.getState().flow.cards.start?.config.connectionId).toBeNull()
})

const begun = (event = offered({ options: [option('team', true), option('note', false)] })) => {
  const newer = offered({ versionId: 'v2', versionNumber: 2, options: [option('team', true)] })
  const another = offered({ eventFlowId: 'deleted', options: [option('team', true)] })
  const { connectorId, eventFlowId, versionId } = event
  const canvas = openUserCanvas(
    [event, newer, another],
    [
      put('connector-event', 'start', {
        config: { connectorId, eventFlowId, versionId, connectionId: 'second', runMode: 'list' },
        inputs: { team: literal('sales'), note: literal('hi') }
      }),
      put('compose', 'say', { inputs: { text: pill('start', 'name') } })
    ]
  )
  return { canvas, newer, another }
}

test('another version of the same event keeps options and mappings, in one step', () => {
  const { canvas, newer } = begun()
  addDeployedEvent(canvas, newer, mine)
  const { flow } = canvas.drawing.getState()
  expect(flow.strip).toEqual(['start', 'say'])
  expect(flow.cards.start).toMatchObject({
    config: { versionId: 'v2', connectionId: 'second', runMode: 'list' },
    inputs: { team: literal('sales') }
  })
  expect(flow.cards.start?.inputs.note).toBeUndefined()
  expect(flow.cards.say?.inputs.text).toEqual(pill('start', 'name'))
  canvas.doc.undo()
  expect(canvas.drawing.getState().flow.cards.start?.config.versionId).toBe('v1')
})

test('the plan of another version names the options that it removes with their values', () => {
  const { canvas, newer } = begun()
  expect(planEvent(canvas, newer, mine).dropped).toEqual(['note'])
  const { canvas: full } = begun(offered({ options: [option('team', true)] }))
  expect(planEvent(full, newer, mine)).toEqual({ problems: [], dropped: [] })
})

test('another event keeps the connection and drops the options', () => {
  const { canvas, another } = begun()
  addDeployedEvent(canvas, another, mine)
  expect(canvas.drawing.getState().flow.cards.start).toMatchObject({
    config: { eventFlowId: 'deleted', connectionId: 'second' },
    inputs: {}
  })
})
