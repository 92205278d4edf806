import { ports } from '@hookwright/engine'
import { type Card, type Field, listOf, literal, one, type Proof } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { field, put } from '../testing.ts'
import { connectorEvent } from './card.ts'
import { catalogWithEvent } from './fresh-event-card.ts'
import { connectorEventRows } from './rows.ts'

const kind = field('kind', 'Kind of event', {
  fieldType: 'dropdown',
  choices: { from: 'static', rows: [{ display: 'User created', value: 'user.created' }] }
})
const team = field('team', 'Team', { required: false })

const rowsOf = (params: {
  options: Field[]
  inputs: Card['inputs']
  folded?: true
  runMode?: boolean
  proof?: Proof
  more?: true
  running?: Card['config']
}) => {
  const { options, inputs, folded, runMode = false, proof, more, running = {} } = params
  const event = {
    id: 'created',
    name: 'User created',
    kind: 'webhook-event' as const,
    options,
    inputs: [],
    outputs: [],
    runMode,
    connectorName: 'Acme HR',
    needsConnection: true,
    ...(proof !== undefined && { proof })
  }
  const config = {
    connectorId: 'acme',
    eventFlowId: 'created',
    versionId: 'v1',
    connectionId: null,
    runMode: 'each',
    ...running
  }
  const problem = {
    code: 'connection' as const,
    card: 'start',
    field: 'config.connectionId',
    message: 'Choose one.'
  }
  const nothing = () => null
  return connectorEventRows(
    {
      card: put(connectorEvent, 'start', { config, inputs }),
      spec: connectorEvent,
      ports: ports({
        inputs: options.map(option => ({
          id: option.id,
          label: option.label,
          type: one('text'),
          required: option.required,
          group: 'Options',
          option
        }))
      }),
      catalog: catalogWithEvent(event, 'v1'),
      problems: [problem],
      flipped: new Set([folded ? 'group:Options' : [], more ? 'running' : []].flat()),
      known: new Map(),
      values: null
    },
    { Connection: nothing, RunMode: nothing, Proof: nothing }
  ).head
}

const inputs = { kind: literal('user.created'), team: literal('sales') }

test('the connection is first, as in the flow, with its problems below', () => {
  const [first, second] = rowsOf({ options: [kind], inputs })
  expect(first).toMatchObject({ kind: 'part', at: { card: 'start', field: 'config.connectionId' } })
  expect(second).toMatchObject({ kind: 'message', problem: { message: 'Choose one.' } })
})

test('the row below the connection says if events are signed, when that is known', () => {
  const parts = rowsOf({ options: [kind], inputs, proof: 'token' }).filter(({ kind }) => kind === 'part')
  expect(parts).toMatchObject([{ key: 'connection' }, { key: 'proof.token' }])
})

describe('the heading of the options', () => {
  const headingOf = (params: Parameters<typeof rowsOf>[0]) =>
    rowsOf(params).find(row => row.kind === 'section')

  test('shows the chosen values while they are folded, with the labels of the dropdowns', () => {
    expect(headingOf({ options: [kind, team], inputs, folded: true })).toMatchObject({
      label: 'Options',
      folded: true,
      aside: 'User created · sales'
    })
  })

  // review: services 9
  test('shows all chosen values of a multi-select', () => {
    const several = { ...kind, fieldType: 'multi-select' as const, dataType: listOf('text') }
    const chosen = { kind: literal(['user.created', 'gone']) }
    expect(headingOf({ options: [several], inputs: chosen, folded: true })).toMatchObject({
      aside: 'User created, gone'
    })
  })

  test('is cut to the available space, and says if no value is chosen', () => {
    const long = { kind: literal('user.created'), team: literal('a very long name of a team') }
    expect(headingOf({ options: [kind, team], inputs: long, folded: true })).toMatchObject({
      aside: 'User created · a very long …'
    })
    expect(headingOf({ options: [kind, team], inputs: {}, folded: true })).toMatchObject({ aside: 'Not set' })
  })

  test('is plain while the fields are unfolded', () => {
    expect(headingOf({ options: [kind, team], inputs })).not.toHaveProperty('aside')
  })
})

test('Run mode is shown only for events with lists of records', () => {
  const parts = (runMode: boolean) =>
    rowsOf({ options: [], inputs: {}, runMode }).flatMap(row => (row.kind === 'part' ? [row.key] : []))
  expect(parts(false)).toEqual(['connection'])
  expect(parts(true)).toEqual(['connection', 'run-mode'])
})

describe('the row for Run mode', () => {
  const moreOf = (params: Pick<Parameters<typeof rowsOf>[0], 'runMode' | 'running' | 'more'>) => {
    const rows = rowsOf({ options: [], inputs: {}, ...params })
    return rows.slice(rows.findIndex(row => row.kind === 'section' && row.label === 'Run settings'))
  }
  const keysOf = (rows: ReturnType<typeof rowsOf>) =>
    rows.flatMap(row => (row.kind === 'setting' ? [row.setting.key] : []))

  test('is folded at first, and summarizes the choice', () => {
    expect(moreOf({ runMode: true })).toEqual([
      { kind: 'section', key: 'running', label: 'Run settings', folded: true, aside: 'Default' }
    ])
    const running = { stopRest: true, atOnce: '2' }
    expect(moreOf({ runMode: true, running })).toMatchObject([{ aside: '2 concurrent · stops at a failure' }])
  })

  test('shows the choice for failures only if each record runs on its own', () => {
    expect(keysOf(moreOf({ runMode: true, more: true }))).toEqual(['stopRest', 'atOnce'])
    expect(keysOf(moreOf({ runMode: true, more: true, running: { runMode: 'list' } }))).toEqual(['atOnce'])
    expect(keysOf(moreOf({ more: true }))).toEqual(['atOnce'])
    expect(moreOf({ running: { stopRest: true } })[0]).toMatchObject({ aside: 'Default' })
  })
})
