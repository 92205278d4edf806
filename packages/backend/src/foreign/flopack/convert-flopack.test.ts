import { cardSpecs } from '@hookwright/cards'
import type { ActionSignature } from '@hookwright/engine'
import type { Card, Flow } from '@hookwright/model'
import { expect, test } from 'vitest'
import { convertForeign } from '../open-foreign.ts'
import { from, type WrittenCard, writeFlopack, writeFlow } from '../testing.ts'
import { end, flow, helper, newTestId, one, problemsIn, readUser, start } from './run-imported.ts'

const convert = (source: string, deployed?: Parameters<typeof convertForeign>[1]['deployed']) => {
  const read = convertForeign(source, {
    ...{ specs: cardSpecs, newId: newTestId },
    ...(deployed && { deployed })
  })
  if (!read.ok) throw new Error(read.why)
  return read.content
}

const cardsOf = (doc: Flow | undefined, type: string): Card[] =>
  Object.values(doc?.cards ?? {}).filter(card => card.type === type)

test.each([
  ['no JSON', 'nor valid JSON', '{ "type": "flopack", '],
  ['another JSON', 'not an Okta Workflows flopack', '{ "openapi": "3.1.0" }'],
  ['no flows', 'The flopack has no flows.', writeFlopack({})],
  ['too many levels', 'nested more than 200 levels', `${'['.repeat(300)}${']'.repeat(300)}`]
])('%s is refused with the reason: %s', (_name, why, source) => {
  const read = convertForeign(source, { specs: cardSpecs, newId: newTestId })
  expect(read).toEqual({ ok: false, why: expect.stringContaining(why) })
})

test('a damaged card is refused with its flow and its place', () => {
  const written = JSON.parse(writeFlopack(one(start(), { id: 'now', op: 'date.now' })))
  written.data.flos.main.data.methods[1].uuid = 7
  const read = convertForeign(JSON.stringify(written), { specs: cardSpecs, newId: newTestId })
  expect(read).toMatchObject({ ok: false, why: expect.stringContaining('card 2 of the flow “Main”') })
})

test('a file of more than 32 MB is refused before it is parsed', () => {
  expect(convertForeign(' '.repeat(34_000_000), { specs: cardSpecs, newId: newTestId })).toMatchObject({
    ok: false,
    why: expect.stringContaining('the limit is 32 MB')
  })
})

test('a card without a counterpart becomes a note with its content and the reason, and cards that read it say so', () => {
  const content = convert(
    writeFlopack(
      one(
        start(),
        {
          id: 'file',
          op: 'utility.exportFlo',
          name: 'Export Flow',
          in: { indent: 2 },
          out: { output: 'file' }
        },
        end({ file: from('file', 'output') }, { file: 'file' })
      )
    )
  )
  const [note] = cardsOf(content.flows[0]?.doc, 'note')
  expect(note?.config.text).toBe(
    '“Export Flow” (utility.exportFlo) was not converted. Hookwright has no card for “utility.exportFlo”. Rebuild it with other cards.\nindent: 2'
  )
  expect(content.cards.map(({ card, outcome, remarks }) => [card, outcome, remarks.length])).toEqual([
    ['Helper Flow', 'converted', 0],
    ['Export Flow', 'note', 1],
    ['Return', 'converted', 1]
  ])
})

test('notes between cards and comments on cards are kept', () => {
  const content = convert(
    writeFlopack(
      one(
        start(),
        {
          id: 'note',
          op: 'control.comment',
          comments: { title: 'Step 1', markdown: 'Look up the **user**.' }
        },
        { id: 'now', op: 'date.now', name: 'Now', out: { date: 'Date' }, comments: 'In UTC.' },
        end({})
      )
    )
  )
  expect(cardsOf(content.flows[0]?.doc, 'note')[0]?.config).toEqual({
    text: 'Step 1\n\nLook up the **user**.'
  })
  expect(cardsOf(content.flows[0]?.doc, 'now')[0]?.note).toBe('In UTC.')
})

test('a connector’s card calls a stub flow with its inputs and outputs, which fails until it is filled in', () => {
  const content = convert(writeFlopack(one(start(), readUser, end({ mail: from('read', 'Output/Email') }))))
  const [main, stub] = content.flows
  expect(content.cards[1]).toMatchObject({ service: 'acmehr', operation: 'readUser', outcome: 'stub' })
  expect(stub?.name).toBe('Acmehr Read User')
  expect(cardsOf(stub?.doc, 'return-error')).toHaveLength(1)
  expect(cardsOf(main?.doc, 'call-flow')[0]).toMatchObject({
    config: { flowId: stub?.id },
    title: 'Read User'
  })
  expect(problemsIn(content)).toEqual([])
})

test('a connector’s card is bound to the deployed action with its name', () => {
  const signature: ActionSignature = {
    ...{ id: 'f1', name: 'Read user', kind: 'action', options: [], runMode: false },
    ...{ connectorName: 'Acme HR', needsConnection: true },
    inputs: [],
    inputGroups: [
      {
        id: 'user',
        name: 'User',
        fields: [
          {
            id: 'id',
            label: 'ID',
            fieldType: 'text-field',
            dataType: { kind: 'text', list: false },
            required: true
          }
        ]
      }
    ],
    outputs: [
      {
        ...{ id: 'user', name: 'User' },
        fields: [
          {
            id: 'mail',
            label: 'Email',
            fieldType: 'text-field',
            dataType: { kind: 'text', list: false },
            required: false
          }
        ]
      }
    ]
  }
  const action = { connectorId: newTestId(), versionId: newTestId(), flowId: newTestId(), signature }
  const source = writeFlopack(one(start(), readUser, end({ mail: from('read', 'Output/Email') })))
  const content = convert(source, { actions: [action], events: [] })
  expect(content.flows).toHaveLength(1)
  expect(cardsOf(content.flows[0]?.doc, 'connector-action')[0]).toMatchObject({
    config: { actionFlowId: action.flowId, connectionId: null },
    inputs: { id: { kind: 'literal', value: 'u1' } }
  })
  expect(cardsOf(content.flows[0]?.doc, 'return')[0]?.inputs.mail).toMatchObject({
    kind: 'pill',
    field: 'mail'
  })
})

test('an event of a service starts its flow by hand, and a list of its events runs a helper flow for each', () => {
  const inner = writeFlow([
    { ...start({ 'context/execution_id': 'string', 'Output/User': 'string' }), name: 'User Created' },
    {
      id: 'login',
      op: 'string.toLowerCase',
      in: { string: from('start', 'Output/User') },
      out: { output: 'string' }
    }
  ])
  const content = convert(
    writeFlopack({
      main: {
        name: 'On user',
        flow: writeFlow([
          {
            id: 'event',
            op: 'userCreated',
            service: 'acmehr',
            name: 'User Created',
            webhook: true,
            out: { collection: 'object[]' }
          },
          {
            ...{ id: 'each', op: 'list.asyncEach', name: 'For Each' },
            in: { list: from('event', 'collection'), flo: inner, concurrency: 1 },
            types: { list: 'object[]', flo: 'flo' }
          }
        ])
      }
    })
  )
  const [main, each] = content.flows
  expect(cardsOf(main?.doc, 'manual-start')).toHaveLength(1)
  expect(cardsOf(main?.doc, 'for-each-ignore-errors')[0]).toMatchObject({
    config: { flowId: each?.id },
    inputs: { user: { kind: 'pill', field: 'item', path: ['Output', 'User'] } }
  })
  expect(problemsIn(content)).toEqual([])
})

test('a schedule, an API endpoint and a delegated flow keep their way to start', () => {
  const cron = {
    minutes: '0',
    hours: '9',
    dayOfTheMonth: '*/1',
    month: '*',
    dayOfTheWeek: '*',
    timeZone: 'America/New_York'
  }
  const content = convert(
    writeFlopack({
      daily: {
        name: 'Daily',
        flow: writeFlow([{ ...start({ 'context/execution_time': 'Date' }), name: 'Scheduled Flow' }], {
          cron
        })
      },
      called: {
        name: 'Called',
        flow: writeFlow(
          [
            { id: 'api', op: 'http.accept', name: 'API Endpoint', out: { 'body/name': 'string' } },
            {
              id: 'raw',
              op: 'control.returnRaw',
              in: { statusCode: 201, headers: {}, body: from('api', 'body/name') },
              types: { body: 'string' }
            }
          ],
          { security_level: 'open' }
        )
      },
      asked: {
        name: 'Asked',
        flow: writeFlow([
          { id: 'by', op: 'http.delegated', name: 'Delegated Flow', out: { 'inputs/reason': 'string' } }
        ])
      }
    })
  )
  const [daily, called, asked] = content.flows
  expect(cardsOf(daily?.doc, 'scheduled')[0]?.config).toMatchObject({
    every: 'cron',
    cron: '0 9 * * *',
    zone: 'America/New_York'
  })
  expect(cardsOf(called?.doc, 'api-endpoint')[0]?.config).toMatchObject({ security: 'open' })
  expect(cardsOf(called?.doc, 'return-raw')[0]?.inputs.body).toMatchObject({ field: 'body', path: ['name'] })
  expect(cardsOf(asked?.doc, 'manual-start')[0]?.config).toMatchObject({ inputs: [{ label: 'reason' }] })
  expect(problemsIn(content)).toEqual([])
})

test('Return cards in both branches of the last If/Else become one Return card; one in the middle is kept as a note', () => {
  const branch = (id: string, text: string): WrittenCard => ({
    id,
    op: 'control.return',
    name: 'Return',
    in: { answer: text }
  })
  const check = (rest: WrittenCard[]): WrittenCard[] => [
    start({ n: 'number' }),
    {
      ...{
        id: 'if',
        op: 'control.if',
        in: { 'left-operand': from('start', 'n'), operator: '>', 'right-operand': 1 }
      },
      ...{ whenTrue: [branch('yes', 'many')], whenFalse: [branch('no', 'few')] }
    },
    ...rest
  ]
  const last = convert(writeFlopack({ main: flow(...check([])) }))
  expect(cardsOf(last.flows[0]?.doc, 'return')).toHaveLength(1)
  expect(cardsOf(last.flows[0]?.doc, 'note')).toEqual([])
  expect(problemsIn(last)).toEqual([])
  const middle = convert(
    writeFlopack({ main: flow(...check([{ id: 'now', op: 'date.now', out: { date: 'Date' } }])) })
  )
  expect(middle.cards.filter(({ outcome }) => outcome === 'note')).toHaveLength(2)
})

test('a called flow that is missing in the file is named', () => {
  const content = convert(
    writeFlopack(
      one(
        start(),
        { id: 'call', op: 'control.spawn', in: { flo: 'elsewhere' }, types: { flo: 'flo' } },
        end({})
      )
    )
  )
  expect(content.cards[1]).toMatchObject({
    outcome: 'note',
    remarks: [expect.stringContaining('is not in the file')]
  })
})

test('flows get names under which they can be turned on', () => {
  const content = convert(writeFlopack({ main: { ...flow(start()), name: '1.2 Sync_users - daily (EU)' } }))
  expect(content.flows[0]?.name).toBe('1 2 Sync users daily EU')
})

test('retries and the flow that handles errors are kept', () => {
  const content = convert(
    writeFlopack({
      main: flow(
        start(),
        { ...readUser, policy: { type: 'flo', flo: 'tell', retry: 3, delay: [60_000, 180_000] } },
        end({})
      ),
      tell: helper('Tell', start({ 'context/error': 'object' }))
    })
  )
  expect(cardsOf(content.flows[0]?.doc, 'call-flow')[0]?.config.onError).toEqual({
    retry: { times: 3, delaySeconds: 60, on: { kind: 'temporary' } },
    after: { kind: 'helper', flowId: content.flows[1]?.id }
  })
})
