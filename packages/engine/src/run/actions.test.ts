import { type Flow, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { emptyCatalog } from '../card/catalog.ts'
import { specsOf } from '../card/define-card.ts'
import { send, smallActionSignature, smallCards } from '../testing/small-cards.ts'
import { cardOf, connectedTo, fakeEffects, flowOf, runWith } from '../testing.ts'
import { prepareFlows } from './prepare-flows.ts'
import type { ActionEnvironment } from './progress.ts'

const specs = specsOf(smallCards)

/** Helper flow that sends its input to a service through the client of its environment. */
const sending = flowOf(
  cardOf('start', 'start'),
  cardOf('send', 'send', {}, { value: pill('start', 'in') }),
  cardOf('return', 'return', {}, { value: pill('send', 'out') })
)

const answering = (name: string) =>
  fakeEffects(({ body }) => ({ status: 200, headers: {}, body: JSON.stringify(`${name} got ${body}`) }))

/** Creates an action with a flow that runs the helper flow `helper` of its version. */
const actionWith = (helper: Flow, http: ActionEnvironment['http']): ActionEnvironment => ({
  flow: flowOf(
    cardOf('start', 'start'),
    cardOf('call', 'call', { flowId: 'helper' }, { value: pill('start', 'account') }),
    cardOf('return', 'return', {}, { value: pill('call', 'value') })
  ),
  signature: smallActionSignature,
  prepared: prepareFlows({ specs, catalog: emptyCatalog, flows: new Map([['helper', helper]]) }),
  everywhere: { account: 'of the action' },
  http
})

const acting = flowOf(
  cardOf('start', 'start'),
  cardOf('act', 'act'),
  cardOf('call', 'call', { flowId: 'helper' }, { value: pill('act', 'value') })
)

test('an action runs with the flows, the values and the client of its own version and connection', async () => {
  const [own, ofAction] = [answering('own'), answering('action')]
  const action = actionWith(sending, ofAction.http)
  const outcome = await runWith(
    acting,
    {},
    { specs, fx: own, flows: new Map([['helper', sending]]), actionOf: () => action }
  )
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(outcome.steps.map(({ path }) => path.join(' '))).toEqual([
    'start',
    'act',
    'act start',
    'act call',
    'act call start',
    'act call send',
    'act call return',
    'act return',
    'call',
    'call start',
    'call send',
    'call return'
  ])
  expect(ofAction.sent.map(({ body }) => body)).toEqual(['"of the action"'])
  expect(own.sent.map(({ body }) => body)).toEqual(['"action got \\"of the action\\""'])
})

test('a missing action fails its card, and so does a missing connection', async () => {
  const failedWith = async (actionOf: (() => undefined) | undefined) => {
    const parts = { specs, ...(actionOf && { actionOf }) }
    const { status } = await runWith(flowOf(cardOf('act', 'act')), {}, parts)
    return status
  }
  expect(await failedWith(undefined)).toMatchObject({ at: ['act'], fault: { code: 'action.gone' } })
  expect(await failedWith(() => undefined)).toMatchObject({ at: ['act'], fault: { code: 'action.gone' } })
})

test('a card that represents a request sends it with the client of its own connection', async () => {
  const [own, ofCard] = [answering('own'), answering('card')]
  const use = { connectorId: 'c', versionId: 'v', actionFlowId: 'request', connectionId: 'mine' }
  const call = { ...send, type: 'call', acts: () => use }
  const flow = flowOf(cardOf('call', 'call', {}, { value: { kind: 'literal', value: 'hello' } }))
  const asked: unknown[] = []
  const outcome = await runWith(
    flow,
    {},
    {
      specs: specsOf([call]),
      fx: own,
      actionOf: of => {
        asked.push(of)
        return connectedTo(ofCard)
      }
    }
  )
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(asked).toEqual([use])
  expect(own.sent).toEqual([])
  expect(ofCard.sent).toMatchObject([{ headers: { 'idempotency-key': 'run-1/call' } }])
  const gone = await runWith(flow, {}, { specs: specsOf([call]), fx: own })
  expect(gone.status).toMatchObject({ fault: { code: 'action.gone' } })
})

test('an effect inside an action has a separate key, by its step', async () => {
  const service = answering('any')
  const flow = flowOf(cardOf('act', 'act'), cardOf('act', 'again'))
  const action = actionWith(sending, service.http)
  const outcome = await runWith(flow, {}, { specs, actionOf: () => action })
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(service.sent.map(({ headers }) => headers['idempotency-key'])).toEqual([
    'run-1/act/call/send',
    'run-1/again/call/send'
  ])
})
