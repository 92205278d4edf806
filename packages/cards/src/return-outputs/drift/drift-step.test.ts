import { flowOf } from '@hookwright/engine/testing'
import { applyEdit, type Card, type DataType, listOf, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { field, put } from '../../testing.ts'
import type { DriftView } from '../../view/workbench.ts'
import { webhookEvent } from '../../webhook-event/card.ts'
import { applyOutputs } from '../apply-outputs.ts'
import { returnOutputs } from '../card.ts'
import { groupsOf, outputsDraftOf } from '../outputs-draft.ts'
import { readOutputs } from '../read-config.ts'
import { driftStateOf, formatDriftStep } from './drift-step.ts'
import { takeDriftSteps } from './take-drift-steps.ts'

const ends = { start: 'event', card: 'return' }
const body = (...path: string[]) => pill('event', 'body', path)
const user = {
  id: 'user',
  name: 'User',
  fields: [field('id', 'ID'), field('age', 'Age', { dataType: one('number') }), field('plan', 'Plan')]
}
const meta = { id: 'meta', name: 'Meta', fields: [field('at', 'At')] }
const card = put(returnOutputs, 'return', {
  config: { groups: [user, meta], runMode: false },
  inputs: { id: body('user', 'id'), age: body('user', 'age'), at: body('at') }
})
const draftOf = ({ config, inputs }: Card) => outputsDraftOf(readOutputs(config), inputs)
const draft = draftOf(card)

const finding = (part: Partial<DriftView> & Pick<DriftView, 'kind' | 'path'>): DriftView => ({
  root: 'body',
  output: null,
  seen: null,
  count: 1,
  firstAt: 0,
  lastAt: 0,
  streak: 1,
  returned: false,
  key: JSON.stringify([part.kind, part.path]),
  exampleId: null,
  ignoredBy: null,
  isSettled: false,
  ...part
})
const outputOf = (id: string, label: string, dataType: DataType = one('text')) => ({ id, label, dataType })
const missingAt = finding({ kind: 'missing', path: ['at'], output: outputOf('at', 'At') })
const ageUnfit = finding({
  kind: 'unfit',
  path: ['user', 'age'],
  output: outputOf('age', 'Age', one('number')),
  seen: one('text')
})
const newSeats = finding({ kind: 'new', path: ['user', 'seats'], seen: one('number') })

const saidOf = (seen: DriftView, from = draft): string => {
  const standing = driftStateOf(from, seen, ends)
  return standing.is === 'open' ? formatDriftStep(standing.step) : standing.is
}

test.each<[DriftView, string]>([
  [newSeats, 'Add “Seats” (Number) to “User”'],
  [finding({ kind: 'new', path: ['user', 'id_2'], seen: one('text') }), 'Add “ID 2” (Text) to “User”'],
  [
    finding({ kind: 'new', path: ['team', 'lead', 'name'], seen: one('text') }),
    'Add “Name” (Text) to “Team lead”'
  ],
  [
    finding({ kind: 'new', path: ['user', 'plan'], seen: one('text') }),
    'Map “Plan”, which is not mapped yet'
  ],
  [
    finding({ kind: 'new', path: ['user', 'plan'], seen: listOf('text') }),
    'Add “User Plan” (List of Text) to “User”'
  ],
  [missingAt, 'Remove “At”'],
  [{ ...missingAt, returned: true }, 'told'],
  [ageUnfit, 'Make “Age” Text instead of Number'],
  [{ ...ageUnfit, returned: true, seen: listOf('number') }, 'told'],
  [{ ...ageUnfit, seen: listOf('number') }, 'Make “Age” List of Number instead of Number'],
  [{ ...ageUnfit, seen: null }, 'told'],
  [finding({ kind: 'missing', path: ['nick'] }), 'told'],
  [finding({ kind: 'new', path: ['user', 'seats'], seen: null }), 'told'],
  [finding({ kind: 'new', path: ['user', 'id', 'part'], seen: one('text') }), 'settled'],
  [{ ...newSeats, isSettled: true }, 'settled'],
  [{ ...missingAt, path: ['time'] }, 'settled']
])('%# a difference needs a step, is reported, or is settled', (seen, says) => {
  expect(saidOf(seen)).toBe(says)
})

test('a place of a record becomes an output of the only group in Run mode', () => {
  const inRunMode = { ...draft, runMode: true, groups: draft.groups.slice(0, 1) }
  const seen = finding({ kind: 'new', root: 'record', path: ['user', 'seats'], seen: one('number') })
  expect(saidOf(seen, inRunMode)).toBe('Add “User seats” (Number) to “User”')
  const next = takeDriftSteps(inRunMode, [seen], { ends, newId: () => 'new' })
  expect(next.inputs.new).toEqual(pill('return', 'record', ['user', 'seats']))
})

test('all steps are one change of the card that settles every difference; undoing it restores the card', () => {
  let drawn = 0
  const inTeam = (name: string) => finding({ kind: 'new', path: ['team', name], seen: one('text') })
  const seen = [newSeats, missingAt, ageUnfit, inTeam('name'), inTeam('city')]
  const next = takeDriftSteps(draft, seen, { ends, newId: () => `new-${++drawn}` })
  const edits = applyOutputs(card, readOutputs(card.config), next)
  const flow = flowOf(put(webhookEvent, 'event'), card)
  const edited = applyEdit(flow, { kind: 'all', edits })
  if (!edited.ok) throw new Error(edited.why)
  const after = edited.flow.cards.return
  if (after === undefined) throw new Error('The card is gone.')
  const then = draftOf(after)
  expect(groupsOf(then).map(({ name, fields }) => [name, fields.map(({ label }) => label)])).toEqual([
    ['User', ['ID', 'Age', 'Plan', 'Seats']],
    ['Meta', []],
    ['Team', ['Name', 'City']]
  ])
  expect(then.inputs).toEqual({
    id: body('user', 'id'),
    age: body('user', 'age'),
    seats: body('user', 'seats'),
    name: body('team', 'name'),
    city: body('team', 'city')
  })
  expect(seen.map(each => saidOf(each, then))).toEqual(seen.map(() => 'settled'))
  expect(flow.cards.return).toEqual(card)
})

// review: services 1
test('an output for a place that was seen once has a guessed type, and a certain type after a second time', () => {
  const guessedAfter = (count: number) =>
    takeDriftSteps(draft, [{ ...newSeats, count }], { ends, newId: () => 'seats' })
      .groups.flatMap(group => group.fields)
      .find(({ id }) => id === 'seats')?.guessed
  expect([guessedAfter(1), guessedAfter(2)]).toEqual([true, undefined])
})
