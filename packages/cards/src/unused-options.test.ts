import { unusedOptionsOf } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import { type Card, type Flow, literal, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { action } from './action/card.ts'
import { cardSpecs } from './index.ts'
import { rawRequest } from './raw-request/card.ts'
import { field, put } from './testing.ts'
import { webhookEvent } from './webhook-event/card.ts'

const choicesBy = (option: string) => ({
  fieldType: 'dropdown' as const,
  choices: { from: 'flow' as const, flowId: 'values', inputs: { of: { option } } }
})
const [team, person] = [field('team', 'Team'), field('person', 'Person', choicesBy('team'))]

const event = (options: ReturnType<typeof field>[], inputs: Card['inputs'] = {}): Card =>
  put(webhookEvent, 'start', { config: { ...webhookEvent.blank().config, options }, inputs })

const request = (inputs: Card['inputs']): Card => put(rawRequest, 'ask', { inputs })

const read = pill('start', 'option.team')

test.each<[string, string[], Flow]>([
  ['that a card reads', [], flowOf(event([team]), request({ url: read }))],
  ['that List Registrations gets', [], flowOf(event([team], { 'listing.of': read }))],
  [
    'that only a literal names',
    ['team'],
    flowOf(event([team]), request({ body: literal({ option: 'team' }) }))
  ],
  ['of an action', ['team'], flowOf(put(action, 'start', { config: { options: [team], groups: [] } }))],
  [
    'that feeds the choices of a used option',
    [],
    flowOf(event([team, person]), request({ url: pill('start', 'option.person') }))
  ],
  ['that feeds the choices of an unused option', ['team', 'person'], flowOf(event([team, person]))]
])('among options with one %s, %j are unused', (_, unused, flow) => {
  expect(unusedOptionsOf(flow, cardSpecs).map(({ id }) => id)).toEqual(unused)
})
