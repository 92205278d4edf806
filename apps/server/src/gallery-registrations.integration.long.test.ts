import { literal } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawFlow } from './seed/draw-flow.ts'
import { deployDraft } from './testing/action-connector.ts'
import { galleryAppServices } from './testing/gallery-app-services.ts'
import { galleryEvent } from './testing/gallery-cards.ts'
import { importFromGallery } from './testing/gallery-connector.ts'
import { type GalleryService, galleryServices, post } from './testing/gallery-services.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { type StubService, startStub } from './testing/stub-service.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { openVisitor } from './testing/visit.ts'
import { waitFor } from './testing/wait-for.ts'

let service: GalleryService | null = null
/** Last Event URL that the stub received; `secret` is the last signing secret. */
let eventUrl = ''
let secret = ''
let stub: StubService
let server: TestServer

/** Returns all texts inside a JSON value, each with its key. */
const textsIn = (value: unknown, key = ''): [key: string, text: string][] => {
  if (typeof value === 'string') return [[key, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, name))
}

beforeAll(async () => {
  stub = await startStub(async (asked, { body }) => {
    const json = body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
    for (const [key, text] of textsIn(json)) {
      if (text.startsWith(`${server.url}/`)) eventUrl = text
      if (['value', 'token', 'clientState', 'secret'].includes(key)) secret = text
    }
    const answer = await service?.answer({ asked, json }, () => eventUrl)
    if (answer) return answer
    if (/token/.test(asked) && asked.startsWith('POST'))
      return {
        status: 200,
        json: { access_token: 'stub-access-token', token_type: 'bearer', expires_in: 3600 }
      }
    return {
      status: asked.startsWith('DELETE') ? 204 : 200,
      ...(!asked.startsWith('DELETE') && { json: {} })
    }
  })
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: stub.url } })
})
afterAll(async () => {
  await server?.remove()
  await stub?.stop()
})

/** Signs a connection in. The stub has no sign-in page, so the test follows the redirect directly. */
const signIn = async (connectionId: string): Promise<void> => {
  const begun = await server.api.connections.beginSignIn.mutate({ connectionId, returnTo: '/flows' })
  const { searchParams } = new URL(begun.url)
  const back = new URL(searchParams.get('redirect_uri') ?? '')
  back.search = new URLSearchParams({ code: 'stub-code', state: searchParams.get('state') ?? '' }).toString()
  await openVisitor({ [server.url]: server.cookie }).visit(back.href, to => to.endsWith('/flows'))
}

test.each([...galleryServices, ...galleryAppServices])(
  'a flow of $key with $event registers, runs and deregisters',
  async params => {
    service = params
    const { api } = server
    const name = `${params.key} ${params.event} ${params.methodId ?? ''}`.trim()
    const { key, replaced, inFlows } = params
    const connector = await importFromGallery(api, key, replaced(stub.host), inFlows, name)
    const { connectorId } = connector
    if (params.replaced(stub.host).some(([text]) => text.startsWith('clientId')))
      await api.connectors.setClientSecret.mutate({ connectorId, clientId: 'stub', secret: 'stub-secret' })
    const versionId = await deployDraft(api, connectorId)
    const { id: connectionId } = await api.connections.create.mutate({
      connectorId,
      name: params.key,
      values: params.values(stub.host),
      ...(params.methodId !== undefined && { methodId: params.methodId })
    })
    if (params.signsIn) await signIn(connectionId)
    const inputs = Object.fromEntries(
      Object.entries(params.options).map(([id, value]) => [id, literal(value)])
    )
    const flowId = await addFlow(
      api,
      `Events of ${name}`,
      drawFlow(galleryEvent({ ...connector, versionId }, params.event, connectionId, inputs))
    )

    const { eventUrl: own } = await turnOn(api, flowId)
    expect(eventUrl).toBe(own)
    const { status } = await post(own, params.send(own, secret))
    expect(status).toBeLessThan(300)
    const outputs = await waitFor(
      async () => {
        const { rows } = await api.runs.list.query({ flowId })
        const runs = await Promise.all(rows.map(({ id }) => api.runs.get.query({ runId: id })))
        return runs.flatMap(({ steps }) => steps?.filter(({ path }) => path.join() === 'event') ?? [])
      },
      steps => steps.some(step => step.outputs !== undefined && Object.keys(step.outputs ?? {}).length > 1)
    )
    expect(outputs.map(step => step.outputs)).toContainEqual(expect.objectContaining(params.outputs))

    await turnOff(api, flowId)
    expect(stub.asked).toContain(params.removes)
    expect(await api.subscriptions.cleanupEntries.query()).toEqual([])
  }
)
