import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { acmeDeregistration, acmeRegistration } from './testing/acme-flows.ts'
import { faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'

let server: TestServer

beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

test('a list of flows has the kind, the problems and the users of each, without the documents', async () => {
  const { connectors, makerFlows } = server.api
  const { id: connectorId } = await connectors.create.mutate({ name: 'Acme HR' })
  const add = async (name: string | null, doc?: typeof acmeRegistration) =>
    (await makerFlows.create.mutate({ connectorId, name, ...(doc && { doc }) })).id
  const registrationFlowId = await add('Register', acmeRegistration)
  const deregistrationFlowId = await add('Remove', acmeDeregistration)
  await add(
    'Person created',
    drawFlow(
      card('webhook-event', 'event', { config: { options: [], registrationFlowId, deregistrationFlowId } })
    )
  )
  await add(null, drawFlow(card('note', 'reminder', { inputs: {} })))
  const blankFlowId = await add(null)

  const summaries = await makerFlows.summaries.query({ connectorId })
  expect(summaries).toMatchObject([
    { name: 'Register', kind: 'registration', problems: 0, cardCount: 6, users: 1 },
    { name: 'Remove', kind: 'deregistration', problems: 0, cardCount: 3, users: 1 },
    { name: 'Person created', kind: 'webhook-event', cardCount: 1, users: 0 },
    { name: null, kind: null, cardCount: 1, users: 0 }
  ])
  expect(summaries[0]?.cards[0]).toEqual({
    type: 'webhook-registration',
    title: 'Webhook Registration',
    group: 'Events'
  })
  expect(summaries[2]?.problems).toBeGreaterThan(0)
  expect(summaries[3]?.problems).toBeGreaterThan(0)
  expect(JSON.stringify(summaries)).not.toContain('strip')
  // Nothing was drawn in it yet, so it is in no list, although its page has an address.
  expect(summaries.map(({ id }) => id)).not.toContain(blankFlowId)
  expect(await makerFlows.get.query({ flowId: blankFlowId })).toMatchObject({ flow: { name: null } })
})

test('it is refused to users, and for an unknown connector', async () => {
  const user = await server.add('Uma Example', 'user')
  const connectorId = '0197f2a4-0000-7000-8000-000000000000'
  expect(await faultOf(user.makerFlows.summaries.query({ connectorId }))).toMatchObject({
    code: 'permission.denied'
  })
  expect(await faultOf(server.api.makerFlows.summaries.query({ connectorId }))).toMatchObject({
    code: 'connector.gone'
  })
})
