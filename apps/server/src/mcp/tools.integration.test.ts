import { DAY, literal, noAuthentication } from '@hookwright/model'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { deployAction, postingAction, type TestAction } from '../testing/action-connector.ts'
import { type Api, connectApi, faultOf } from '../testing/api-client.ts'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { goodPassword, signInAs } from '../testing/sign-in.ts'
import { type StubService, startStub } from '../testing/stub-service.ts'
import { waitFor } from '../testing/wait-for.ts'

let server: TestServer
let tracker: StubService
let action: TestAction
/** Requests that the service got, in order. */
const asked: string[] = []

beforeAll(async () => {
  tracker = await startStub(async path => {
    asked.push(path)
    return { status: 200, json: { id: 'ISSUE-1' } }
  })
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: tracker.url } })
  action = await deployAction(server.api, tracker, {
    ...{ name: 'Tracker', doc: postingAction('/issues') },
    authentication: { ...noAuthentication, baseUrl: literal(tracker.url), allowedHosts: [tracker.host] }
  })
})
afterAll(async () => {
  await server?.remove()
  await tracker?.stop()
})

let added = 0

interface TestMember {
  personId: string
  api: Api
  /** API key with which the member's agent connects. */
  token: string
}

const member = async (role: 'user' | 'maker' = 'user'): Promise<TestMember> => {
  const name = `Member ${++added}`
  const { id: personId } = await server.api.people.add.mutate({ name, password: goodPassword, role })
  const api = connectApi(server.url, await signInAs(server.url, name))
  const { token } = await api.apiKeys.create.mutate({
    ...{ name: 'Agent', role, connectorIds: null, expiresAt: Date.now() + DAY }
  })
  return { personId, api, token }
}

const connect = async (
  { token }: TestMember,
  mode: 'legacy' | { pin: string } = { pin: '2026-07-28' }
): Promise<Client> => {
  const client = new Client({ name: 'acme-agent', version: '1.0.0' }, { versionNegotiation: { mode } })
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${token}` } }
    })
  )
  onTestFinished(() => client.close())
  return client
}

const expose = async ({ api }: TestMember, asksFirst = false): Promise<{ id: string; name: string }> => {
  const { versionId, actionFlowId } = action
  const tool = await api.agents.expose.mutate({ versionId, actionFlowId, connectionId: null, asksFirst })
  await waitFor(
    () => api.agents.tools.query(),
    tools => tools[0]?.isOn === true
  )
  return tool
}

const args = { place: 'hall', title: 'A title' }

/**
 * Calls an API procedure with the API key of a member's agent. Returns the code of its fault; null on
 * success.
 */
const codeByKey = async ({ token }: TestMember, path: string, input: object): Promise<string | null> => {
  const answer = await overHttp(`${server.url}/trpc/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(input)
  })
  return JSON.parse(answer.text).error?.data.fault.code ?? null
}

describe.each([
  ['2026-07-28', { pin: '2026-07-28' }],
  ['2025-11-25', 'legacy' as const]
])('a client of the revision %s', (_, mode) => {
  test('lists the tools of its member, calls one, and finds what its schema promises', async () => {
    const uma = await member()
    const { name } = await expose(uma)
    const client = await connect(uma, mode)
    const { tools } = await client.listTools()
    expect(tools.map(tool => tool.name)).toEqual(['tracker_create', 'hookwright_get_call'])
    const result = await client.callTool({ name, arguments: args })
    expect(result.structuredContent).toMatchObject({ state: 'done', outputs: { id: 'ISSUE-1' } })
    const [call] = await uma.api.agents.calls.query({})
    expect(call).toMatchObject({ toolName: name, client: { name: 'Agent' }, status: { is: 'succeeded' } })
    expect(await client.callTool({ name, arguments: { title: 1 } })).toMatchObject({ isError: true })
  })

  test('waits for the approval of a person, who is no API key', async () => {
    const uma = await member()
    const { name } = await expose(uma, true)
    const client = await connect(uma, mode)
    asked.length = 0
    const answer = client.callTool({ name, arguments: args })
    const [waiting] = await waitFor(
      () => uma.api.agents.approvals.query(),
      found => found.length === 1
    )
    const runId = waiting?.runId ?? ''
    expect(await codeByKey(uma, 'agents.approve', { runId })).toBe('api-key.not-accepted')
    expect(await codeByKey(uma, 'runs.goOn', { runId })).toBe('agents.person-only')
    expect(asked).toEqual([])
    await uma.api.agents.approve.mutate({ runId })
    expect((await answer).structuredContent).toMatchObject({ state: 'done' })
    expect(asked).toEqual(['POST /issues?place=hall'])
  })
})

test('a call that a person refused is not made by the key of its agent in other ways', async () => {
  const uma = await member()
  const { name } = await expose(uma, true)
  const [tool] = await uma.api.agents.tools.query()
  const flowId = tool?.flowId ?? ''
  const client = await connect(uma)
  asked.length = 0
  const answer = client.callTool({ name, arguments: args })
  const [waiting] = await waitFor(
    () => uma.api.agents.approvals.query(),
    found => found.length === 1
  )
  const runId = waiting?.runId ?? ''
  await uma.api.agents.refuse.mutate({ runId })
  expect(await answer).toMatchObject({ isError: true })
  const ways = {
    'runs.replay': { runId },
    'deliveries.replay': { deliveryId: runId },
    'deliveries.replayMany': {},
    'flows.run': { flowId, values: {} },
    'flows.test': { flowId, values: {}, sends: true },
    'flows.testCard': { flowId, cardId: 'action' }
  }
  for (const [path, input] of Object.entries(ways)) {
    expect([path, await codeByKey(uma, path, input)]).toEqual([path, 'agents.asks-first'])
  }
  // A call that asked stays one, whatever is set for the calls after it.
  await uma.api.agents.setApproval.mutate({ toolId: tool?.id ?? '', asksFirst: false })
  expect(await codeByKey(uma, 'runs.replay', { runId })).toBe('agents.asks-first')
  expect(await codeByKey(uma, 'deliveries.replayMany', { flowId })).toBe('agents.asks-first')
  expect(asked).toEqual([])
  await uma.api.runs.replay.mutate({ runId })
  await waitFor(
    async () => asked.length,
    count => count === 1
  )
})

test('what a member may no longer do, their agent may not either', async () => {
  const uma = await member()
  const { name } = await expose(uma)
  const client = await connect(uma)
  await server.api.people.setRole.mutate({ personId: uma.personId, role: 'viewer' })
  expect((await client.listTools()).tools).toEqual([])
  await expect(client.callTool({ name, arguments: args })).rejects.toMatchObject({ code: -32602 })
})

test('a hidden tool is unknown, and calls of another member reach it never', async () => {
  const uma = await member()
  const { id, name } = await expose(uma)
  const other = await connect(await member())
  await expect(other.callTool({ name, arguments: args })).rejects.toMatchObject({ code: -32602 })
  await uma.api.agents.hide.mutate({ toolId: id })
  const client = await connect(uma)
  await expect(client.callTool({ name, arguments: args })).rejects.toMatchObject({ code: -32602 })
})

test('an action that can send any request cannot be exposed', async () => {
  const { api } = await member()
  const custom = (await api.actions.list.query())
    .find(({ connectorId }) => connectorId === action.connectorId)
    ?.actions.find(({ name }) => name === 'Custom API Action')
  const choice = { versionId: action.versionId, connectionId: null, asksFirst: false }
  const fault = await faultOf(api.agents.expose.mutate({ ...choice, actionFlowId: custom?.flowId ?? '' }))
  expect(fault.code).toBe('agents.cannot-expose')
})

test('a maker’s agent reads, checks, tests and plans connectors as files, and a user’s does not', async () => {
  const maker = await connect(await member('maker'))
  const call = async (name: string, given: Record<string, unknown> = {}) =>
    maker.callTool({ name: `hookwright_${name}_connector`, arguments: given })
  const { connectorId } = action
  const read = await call('read', { connectorId })
  const files = Object(read.structuredContent).files
  expect(Object.keys(files)).toContain('connector.yaml')
  expect((await call('validate', { files, connectorId })).structuredContent).toEqual({
    flaws: [],
    findings: []
  })
  expect((await call('test', { files, connectorId })).structuredContent).toEqual({ tests: [] })
  expect((await call('plan', { files, connectorId })).structuredContent).toMatchObject({
    plan: { isUpToDate: true }
  })
  expect(await call('validate', { files: { 'connector.yaml': 'x: [' } })).toMatchObject({ isError: true })
  const user = await connect(await member())
  expect((await user.listTools()).tools).toEqual([])
})
