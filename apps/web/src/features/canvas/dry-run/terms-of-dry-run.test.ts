import { cardSpecs } from '@hookwright/cards'
import { registrationTemplate } from '@hookwright/cards/templates'
import { catalogOfMaker, signatureOf } from '@hookwright/engine'
import { type Field, literal, noAuthentication, one, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { flowOf, put } from '../testing/flow-of.ts'
import { termsOfDryRun } from './terms-of-dry-run.ts'

const option = (id: string, label: string, required: boolean): Field => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: one('text'),
  required
})
const options = [option('kind', 'Event type', true), option('department', 'Department', false)]

let count = 0
const doc = registrationTemplate({ options, baseUrl: literal(''), newId: () => `id${++count}` })
const register = { id: 'register', name: 'Register', doc }

const inputId = (label: string): string =>
  signatureOf(register, cardSpecs)?.inputs.find(input => input.label === label)?.id ?? ''

const event = put('webhook-event', 'event', {
  config: { options, registrationFlowId: null, deregistrationFlowId: null }
})
const canvas = {
  drawing: { getState: () => ({ flow: flowOf([event]) }) },
  specs: cardSpecs,
  catalog: () => catalogOfMaker(noAuthentication, [register], cardSpecs)
}

const terms = (values: Record<string, string | null>) =>
  termsOfDryRun(canvas, {
    card: 'event',
    edits: [
      { kind: 'configure', card: 'event', config: { ...event.config, registrationFlowId: 'register' } },
      {
        kind: 'bind',
        card: 'event',
        field: `registration.${inputId('Event type')}`,
        binding: text('user.', pill('event', 'option.kind'))
      },
      {
        kind: 'bind',
        card: 'event',
        field: `registration.${inputId('Department')}`,
        binding: pill('event', 'option.department')
      }
    ],
    values: Object.fromEntries(Object.entries(values).map(([id, value]) => [`option.${id}`, value]))
  })

// review: screens 2
test('an empty optional option reaches the helper flow as null, as when the flow is turned on', () => {
  expect(terms({ kind: 'created', department: null })).toEqual({
    registration: {
      flowId: 'register',
      inputs: { [inputId('Event type')]: 'user.created', [inputId('Department')]: null }
    },
    deregistration: null,
    listing: null
  })
})

// review: screens 2
test('a dry run uses the changed options before they are applied', () => {
  expect(terms({ kind: 'deleted', department: 'Sales' }).registration.inputs).toEqual({
    [inputId('Event type')]: 'user.deleted',
    [inputId('Department')]: 'Sales'
  })
})
