import {
  type EventSignature,
  eventKeyOf,
  noSurroundings,
  problemsOf,
  type Surroundings
} from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import type { Card } from '@hookwright/model'
import { expect, test } from 'vitest'
import { heightOfRow } from '../face/row.ts'
import { cardSpecs } from '../index.ts'
import { field, put, wordsOf } from '../testing.ts'
import { connectorEvent } from './card.ts'
import { connectorEventRows } from './rows.ts'

const Nothing = () => null

const event: EventSignature = {
  id: 'created',
  name: 'User created',
  kind: 'webhook-event',
  options: [field('kind', 'Kind of event'), field('note', 'Note', { required: false })],
  inputs: [],
  outputs: [{ id: 'user', name: 'User', fields: [field('name', 'Name'), field('mail', 'Email')] }],
  runMode: false,
  connectorName: 'Acme HR',
  needsConnection: true
}

const around = (parts: Partial<EventSignature>): Surroundings => ({
  ...noSurroundings,
  events: new Map([[eventKeyOf('v1', 'created'), { ...event, ...parts }]])
})

const rowsFor = (
  parts: Partial<EventSignature> = {},
  chosen: Partial<Record<'connectionId' | 'eventFlowId' | 'runMode', string | null>> = {},
  flipped: string[] = []
) => {
  const surroundings = around(parts)
  const config = {
    connectorId: 'acme',
    eventFlowId: 'created',
    versionId: 'v1',
    connectionId: 'connection-1',
    runMode: 'each',
    ...chosen
  }
  const inputs: Card['inputs'] = { kind: { kind: 'literal', value: 'user.created' } }
  const card = put(connectorEvent, 'event', { config, inputs })
  return connectorEventRows(
    {
      card,
      spec: connectorEvent,
      ports: connectorEvent.ports(card.config, surroundings),
      surroundings,
      problems: problemsOf(flowOf(card), cardSpecs, surroundings),
      flipped: new Set(flipped),
      known: new Map(),
      values: null
    },
    { Connection: Nothing, RunMode: Nothing }
  )
}

test('a user sees the connection, the options and the outputs of an event', () => {
  const { head, joins, foot } = rowsFor()
  expect(head.map(wordsOf)).toEqual(['(connection)', '# Options', '> Kind of event *', '> Note'])
  expect(joins).toEqual([])
  expect(foot.map(wordsOf)).toEqual(['# User', '< Name', '< Email'])
})

test('outputs say their type beside them', () => {
  const typed = rowsFor().foot.flatMap(row => (row.kind === 'output' ? [row.typed] : []))
  expect(typed).toEqual([true, true])
})

test('an event of a connector without authentication asks for no connection', () => {
  const { head } = rowsFor({ needsConnection: false })
  expect(head.map(wordsOf)).toEqual(['# Options', '> Kind of event *', '> Note'])
})

test('a connection that is not chosen is said below it', () => {
  const { head } = rowsFor({}, { connectionId: null })
  expect(head.map(wordsOf).slice(0, 2)).toEqual(['(connection)', '! connection'])
})

test('with Run mode a user chooses how records come, and gets the list where they wish it', () => {
  expect(rowsFor({ runMode: true }).head.map(wordsOf).slice(-2)).toEqual(['# Run mode', '(run-mode)'])
  expect(rowsFor({ runMode: true }).foot.map(wordsOf)).toEqual(['# User', '< Name', '< Email'])
  expect(rowsFor({ runMode: true }, { runMode: 'list' }).foot.map(wordsOf)).toContain('< List of records')
})

test('a folded section keeps its heading', () => {
  const { head } = rowsFor({ runMode: true }, {}, ['group:Options', 'run-mode'])
  expect(head.map(wordsOf)).toEqual(['(connection)', '# Options', '# Run mode'])
})

test('an event that is gone says so, and shows nothing else', () => {
  const { head, foot } = rowsFor({}, { eventFlowId: 'gone' })
  expect(head.map(wordsOf)[0]).toBe('! event')
  expect(foot).toEqual([])
})

test('every row has a height', () => {
  const { head, foot } = rowsFor({ runMode: true }, { connectionId: null })
  for (const row of [...head, ...foot]) expect(heightOfRow(row)).toBeGreaterThan(0)
})
