import { problemsOf } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import { blankReceiving, type Card, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { BODY } from '../kernel/option-ports.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { catalogWithFlows, field, formatRow, put } from '../testing.ts'
import { treeKey } from '../view/output-rows.ts'
import { heightOfRow } from '../view/row.ts'
import { webhookEvent } from './card.ts'
import { blankScheme } from './receiving/receiving-draft.ts'
import { webhookEventRows } from './rows.ts'

const around = {
  ...catalogWithFlows(cardSpecs, {}),
  connectionFields: [{ id: 'site', label: 'Site' }]
}
const Nothing = () => null

const rowsFor = (parts: Partial<Card> = {}, flipped: string[] = []) => {
  const card = put(webhookEvent, 'event', parts)
  const flow = flowOf(card, put(returnOutputs, 'return'))
  return webhookEventRows(
    {
      card,
      spec: webhookEvent,
      ports: webhookEvent.ports(card.config, around),
      catalog: around,
      problems: problemsOf(flow, cardSpecs, around).filter(problem => problem.card === 'event'),
      flipped: new Set(flipped),
      known: new Map(),
      values: null
    },
    { Option: Nothing, Registration: Nothing, Receiving: Nothing }
  )
}

const config = (...options: ReturnType<typeof field>[]) => ({
  options,
  registrationFlowId: null,
  deregistrationFlowId: null
})

test('a new event shows its sections, each with a link to set it up, and the request', () => {
  const { head, foot } = rowsFor()
  expect(head.map(formatRow)).toEqual([
    '# Options [Add Options]',
    '# Webhook Registration [Configure]',
    '(registration)',
    '# Receiving [Set up verification]',
    '(receiving)'
  ])
  expect(foot.map(formatRow)).toEqual([
    '# Event payload [Listen]',
    '< Body',
    '< Headers',
    '< Query',
    '< Method',
    '< Received at',
    '# Connection',
    '< Site'
  ])
})

test('options are pills next to the controls of users, and can be edited', () => {
  const { head, foot } = rowsFor({
    config: config(field('kind', 'Event type'), field('dep', 'Department', { required: false }))
  })
  expect(head.map(formatRow).slice(0, 5)).toEqual([
    '# Options [Edit]',
    '< Event type *',
    '(beside option.kind)',
    '< Department',
    '(beside option.dep)'
  ])
  expect(foot.map(formatRow)).not.toContain('# Options')
})

test('an option with a long name, or with parts, is above its control', () => {
  const { head } = rowsFor({
    config: config(
      field('repository', 'Repository owner'),
      field('query', 'Query', { dataType: { kind: 'object', list: false } })
    )
  })
  expect(head.map(formatRow).slice(1, 5)).toEqual([
    '< Repository owner *',
    '(option.repository)',
    '< Query *',
    '(option.query)'
  ])
})

test('mappings of helper flows have no rows; their problems link to the place of the fix', () => {
  const { head } = rowsFor({ inputs: { 'registration.topic': literal('users') } })
  expect(head.map(formatRow)).toEqual([
    '# Options [Add Options]',
    '# Webhook Registration [Configure]',
    '(registration)',
    '! input-unknown → registration',
    '# Receiving [Set up verification]',
    '(receiving)'
  ])
})

test('problems of an option are shown below the options, and link to their dialog', () => {
  const { head } = rowsFor({ config: config(field('kind', 'Event type', { fieldType: 'dropdown' })) })
  expect(head.map(formatRow)).toEqual([
    '# Options [Edit]',
    '< Event type *',
    '(beside option.kind)',
    '! card-config → options',
    '# Webhook Registration [Configure]',
    '(registration)',
    '# Receiving [Set up verification]',
    '(receiving)'
  ])
})

test('a missing flow is reported where it was chosen, and links to the dialog to choose another one', () => {
  const teams = { from: 'flow', flowId: 'gone', inputs: {} } as const
  const options = [field('team', 'Team', { fieldType: 'dropdown', choices: teams })]
  const { head } = rowsFor({ config: { ...config(...options), registrationFlowId: 'gone too' } })
  expect(head.map(formatRow)).toEqual([
    '# Options [Edit]',
    '< Team *',
    '(beside option.team)',
    '! helper-gone → options',
    '# Webhook Registration [Configure]',
    '(registration)',
    '! helper-gone → registration',
    '# Receiving [Set up verification]',
    '(receiving)'
  ])
})

test('problems of the rules are shown below their summary, and link to their dialog', () => {
  const receiving = { ...blankReceiving, verify: [blankScheme('sign')] }
  const { head } = rowsFor({ config: { ...config(), receiving } })
  expect(head.map(formatRow).slice(3)).toEqual([
    '# Receiving [Edit]',
    '(receiving)',
    '! card-config → receiving',
    '! card-config → receiving'
  ])
})

test('a fault in the config of the card is shown at the top, and links to the options', () => {
  const twice = config(field('kind', 'Event type'), field('other', 'event type'))
  expect(rowsFor({ config: twice }).head.map(formatRow)[0]).toBe('! card-config → options')
})

test('a problem that no dialog fixes is shown at the top', () => {
  expect(rowsFor({ skipped: true }).head.map(formatRow)[0]).toBe('! card-misplaced')
})

test('a folded section keeps its heading and the link to its dialog', () => {
  const { head } = rowsFor({ config: config(field('kind', 'Event type')) }, [
    'options',
    'registration',
    'receiving'
  ])
  expect(head.map(formatRow)).toEqual([
    '# Options [Edit]',
    '# Webhook Registration [Configure]',
    '# Receiving [Set up verification]'
  ])
})

test('an unfolded body folds the other outputs of the event, which can be unfolded', () => {
  const body = treeKey(BODY, [])
  const opened = (...flipped: string[]) =>
    rowsFor({}, [body, ...flipped])
      .foot.map(formatRow)
      .slice(2)
  expect(opened()).toEqual([expect.any(String), '# Headers, query and more'])
  expect(opened('beside-body').slice(1)).toEqual([
    '# Headers, query and more',
    '< Headers',
    '< Query',
    '< Method',
    '< Received at',
    '# Connection',
    '< Site'
  ])
})

test('every row has a height', () => {
  const { head, foot } = rowsFor({ config: config(field('kind', 'Event type')) })
  for (const row of [...head, ...foot]) expect(heightOfRow(row)).toBeGreaterThan(0)
})
