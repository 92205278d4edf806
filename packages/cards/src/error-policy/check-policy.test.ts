import { problemsOf, specsOf, viewOf } from '@hookwright/engine'
import { flowOf, signature } from '@hookwright/engine/testing'
import {
  type Card,
  type DataType,
  type ErrorPolicy,
  type JsonObject,
  literal,
  one,
  pill
} from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { rawRequest } from '../raw-request/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import type { RowsInput } from '../view/rows-input.ts'
import { rowsOf } from '../view/rows-of.ts'
import { errorFlowTemplate } from './error-flow-template.ts'
import { readPolicy, withPolicyRows } from './policy-rows.ts'

const asking = (policy: ErrorPolicy): Card => ({
  id: 'ask',
  type: 'raw-request',
  title: 'Ask',
  config: { method: 'GET', onError: JSON.parse(JSON.stringify(policy)) },
  inputs: { url: literal('/things') }
})

const returning = (dataType: DataType) =>
  signature({
    id: 'rescue',
    name: 'Rescue',
    outputs: [{ id: 'all', name: 'All', fields: [field('code', 'Status Code', { dataType })] }]
  })

const around = (dataType = one('number')) => ({
  ...catalogWithFlows(cardSpecs, {}),
  flows: new Map([['rescue', returning(dataType)]])
})

const problems = (policy: ErrorPolicy, dataType?: DataType, extra: Card[] = []) => {
  const start = put(specOf('manual-start'), 'start')
  return problemsOf(flowOf(start, asking(policy), ...extra), cardSpecs, around(dataType))
}

const specOf = (type: string) => {
  const spec = cardSpecs.get(type)
  if (spec === undefined) throw new Error(`There is no card ${type}.`)
  return spec
}

test('a helper flow with other types, or without outputs, is a problem of the error handling', () => {
  const after = { kind: 'helper', flowId: 'rescue' } as const
  expect(problems({ after })).toEqual([])
  expect(problems({ after }, one('object'))).toMatchObject([
    {
      card: 'ask',
      field: 'onError',
      message:
        'The helper flow “Rescue” returns “Status Code” as Object, but “Ask” returns Number. Change the type in the helper flow.'
    }
  ])
  expect(problems({ after: { kind: 'helper', flowId: null } })).toMatchObject([{ field: 'onError' }])
  expect(problems({ after: { kind: 'helper', flowId: 'gone' } })).toMatchObject([{ code: 'helper-gone' }])
})

test('a replacement value after an error has to fit its output', () => {
  const policy = (statusCode: string): ErrorPolicy => ({
    after: { kind: 'continue', values: { statusCode } }
  })
  expect(problems(policy('404'))).toEqual([])
  expect(problems(policy('none')).map(({ message }) => message)).toEqual([
    'The value for “Status Code” after an error of “Ask” must be Number, but it is Text. Change it.'
  ])
})

test('the error is an output only if the flow continues after it', () => {
  const say = put(specOf('compose'), 'say', { inputs: { text: pill('ask', 'error.info', ['message']) } })
  const goesOn: ErrorPolicy = { after: { kind: 'continue', values: {} } }
  expect(problems(goesOn, undefined, [say])).toEqual([])
  const stops: ErrorPolicy = { after: { kind: 'helper', flowId: 'rescue', stops: true } }
  expect(problems(stops, undefined, [say])).toMatchObject([{ card: 'say', code: 'pill-field' }])
})

test('the card has a line for its policy, and its problem leads to the dialog', () => {
  const card = asking({ after: { kind: 'helper', flowId: null } })
  const catalog = around()
  const flow = flowOf(put(specOf('manual-start'), 'start'), card)
  const view = viewOf(flow, cardSpecs, catalog)
  const params: RowsInput = {
    ...{ card, catalog, spec: rawRequest, ports: view.portsOf(card), flipped: new Set() },
    ...{ known: new Map(), values: null, problems: problemsOf(flow, cardSpecs, catalog) }
  }
  const { head } = withPolicyRows(rowsOf(params), params, () => null)
  expect(head.slice(-2)).toMatchObject([
    { kind: 'part', key: 'errors' },
    { kind: 'message', dialog: 'errors', problem: { field: 'onError' } }
  ])
})

test('cards that call a service or run a flow have a policy; a card that ignores errors itself has none', () => {
  const having = [...cardSpecs.values()].filter(spec => spec.handlesErrors).map(spec => spec.type)
  expect(having).toEqual(
    expect.arrayContaining(['raw-request', 'connector-action', 'call-flow', 'call-flow-async', 'for-each'])
  )
  const config: JsonObject = { flowId: null, atOnce: 1, onError: { after: { kind: 'stop' } } }
  const ignoring = specOf('for-each-ignore-errors')
  expect(ignoring.readConfig(config).ok).toBe(false)
  expect(readPolicy(ignoring, put(ignoring, 'each', { config }))).toBeNull()
})

test('the helper flow that is created for a card returns its outputs in their types', () => {
  let ids = 0
  const outputs = rawRequest.ports({}, around())?.outputs ?? []
  const doc = errorFlowTemplate(outputs, () => `id-${ids++}`)
  expect(problemsOf(doc, specsOf([...cardSpecs.values()]), around())).toEqual([])
  const last = doc.cards[doc.strip.at(-1) ?? '']
  expect(last?.config.fields).toMatchObject([
    { label: 'Status Code', dataType: one('number') },
    { label: 'Headers', dataType: one('object') },
    { label: 'Body', dataType: one('text') },
    { label: 'JSON', dataType: one('object') }
  ])
})
