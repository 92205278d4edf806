import { problemsOf, readSlots } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import { type Card, type DataType, type Field, listOf, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { changeOption, optionsDraftOf, optionsOf, withFieldType } from '../options/options-draft.ts'
import { validateOptions } from '../options/validate-options.ts'
import { registrationReturn } from '../registration-return/card.ts'
import { returnCard } from '../return/card.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { chooseOption, helperOf, valuesOf } from '../view/option-values.ts'
import { webhookRegistration } from '../webhook-registration/card.ts'
import { webhookEvent } from './card.ts'

const rows = [
  { display: 'Created', value: 'created' },
  { display: 'Deleted', value: 'deleted' }
]

const several = (parts: Partial<Field> = {}): Field => ({
  ...field('events', 'Events'),
  fieldType: 'multi-select',
  dataType: listOf('text'),
  choices: { from: 'static', rows },
  ...parts
})

const opening = (type: DataType) =>
  flowOf(
    put(webhookRegistration, 'start', {
      config: { inputs: [field('events', 'Events', { dataType: type })] }
    }),
    put(registrationReturn, 'return')
  )

const event = (option: Field): Card =>
  put(webhookEvent, 'event', {
    config: { options: [option], registrationFlowId: 'open', deregistrationFlowId: null },
    inputs: { 'registration.events': pill('event', 'option.events') }
  })

const problemsWith = (option: Field, input: DataType = listOf('text')): string[] =>
  problemsOf(
    flowOf(event(option), put(returnOutputs, 'return')),
    cardSpecs,
    catalogWithFlows(cardSpecs, { open: opening(input) })
  ).map(({ message }) => message)

// review: services 9
test('a multi-select outputs a list, which is mapped to a list input of the registration flow', () => {
  expect(problemsWith(several())).toEqual([])
  expect(problemsWith(several(), one('text')).join()).toContain('List of Text')
  const catalog = catalogWithFlows(cardSpecs, { open: opening(listOf('text')) })
  const flow = flowOf(event(several()), put(returnOutputs, 'return'))
  expect(
    readSlots({
      flow,
      cardId: 'event',
      prefix: 'registration.',
      inner: { 'option.events': ['created', 'deleted'] },
      specs: cardSpecs,
      catalog
    })
  ).toEqual({ events: ['created', 'deleted'] })
})

// review: services 9
test('a multi-select contains texts or numbers, has values, and keeps numbers as numbers', () => {
  expect(problemsWith(several({ dataType: one('text') })).join()).toContain('a multi-select returns a list')
  expect(problemsWith(several({ dataType: listOf('date') }), listOf('date')).join()).toContain(
    'Set its data type to List of Text or List of Number'
  )
  expect(problemsWith(several({ choices: { from: 'static', rows: [] } })).join()).toContain('without values')
  const numbers = listOf('number')
  expect(problemsWith(several({ dataType: numbers }), numbers).join()).toContain(
    'its value “created” is not a number'
  )
  const counted = { from: 'static' as const, rows: [{ display: 'Two', value: '2' }] }
  expect(problemsWith(several({ dataType: numbers, choices: counted }), numbers)).toEqual([])
})

// review: services 9
test('the dialog turns an option into a multi-select with several defaults', () => {
  const card = event(field('events', 'Events', { fieldType: 'dropdown', choices: { from: 'static', rows } }))
  const draft = changeOption(optionsDraftOf(card), 'events', option => ({
    ...withFieldType(option, 'multi-select'),
    defaults: option.rows.map(({ id }) => id)
  }))
  expect(validateOptions(draft, new Map())).toEqual([])
  expect(optionsOf(draft)[0]).toMatchObject({
    fieldType: 'multi-select',
    dataType: { kind: 'text', list: true },
    choices: { from: 'static', rows },
    initial: ['created', 'deleted']
  })
  // It reads back as it was drafted, and a dropdown of it has one default.
  const again = optionsDraftOf(event(several({ initial: ['deleted'] })))
  expect(again.fields[0]?.defaults).toHaveLength(1)
  const back = changeOption(draft, 'events', option => withFieldType(option, 'dropdown'))
  expect(optionsOf(back)[0]).toMatchObject({ dataType: { kind: 'text', list: false }, initial: 'created' })
})

// review: services 9
test('a multi-select loads its values from a helper flow, and passes the chosen ones as a list', () => {
  const fromFlow = several({ choices: { from: 'flow', flowId: 'values', inputs: {} } })
  expect(helperOf(fromFlow)).toMatchObject({ flowId: 'values' })
  expect(chooseOption([fromFlow], {}, 'events', ['created'])).toEqual({ events: ['created'] })
  expect(valuesOf([several({ initial: ['deleted'] })], {})).toEqual({ events: ['deleted'] })
  const dependent = several({
    id: 'sites',
    label: 'Sites',
    choices: { from: 'flow', flowId: 'values', inputs: { of: { option: 'events' } } }
  })
  const values = (input: DataType) =>
    flowOf(
      put(helperFlow, 'start', { config: { inputs: [field('of', 'Of', { dataType: input })] } }),
      put(returnCard, 'return')
    )
  const said = (input: DataType): string =>
    problemsOf(
      flowOf(
        put(webhookEvent, 'event', {
          config: { options: [several(), dependent], registrationFlowId: null, deregistrationFlowId: null }
        }),
        put(returnOutputs, 'return')
      ),
      cardSpecs,
      catalogWithFlows(cardSpecs, { values: values(input) })
    )
      .map(({ message }) => message)
      .join()
  expect(said(listOf('text'))).toBe('')
  expect(said(one('text'))).toContain('the option “Events” returns List of Text')
})
