import { Fault, literal } from '@hookwright/model'
import { beforeEach, expect, test, vi } from 'vitest'
import {
  agentOf,
  callOf,
  deployAction,
  exposeAction,
  issueAnswer,
  type TestAction
} from '../testing/agent-tool.ts'
import { openForTest, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { createToolChanges } from './change-tool.ts'

let one: TestBackend
let action: TestAction

beforeEach(async () => {
  one = await openForTest(async () => issueAnswer)
  await one.backend.resume()
  await one.backend.recover()
  action = await deployAction(one)
})

const uma = agentOf()
const call = (name: string, args: Record<string, unknown>) =>
  one.backend.agents.tools.call(uma, callOf(name, args))
const exposed = async () => (await one.backend.agents.exposure.list('uma'))[0]
const argumentsNow = async () => (await exposed())?.arguments.map(({ key }) => key)
const fix = (id: string, fixed: Parameters<typeof one.backend.agents.exposure.fix>[1]) =>
  one.backend.agents.exposure.fix(id, fixed, 'uma')
const sentNow = () => one.sent.map(({ url, body }) => [url, body])

test('a value that was fixed when the action was exposed is not an argument, and no call can change it', async () => {
  const { name } = await exposeAction(one, action, { fixed: { repo: 'hall', f2: null } })
  expect(await exposed()).toMatchObject({
    arguments: [{ key: 'title', label: 'Title' }],
    fixed: [
      { id: 'repo', label: 'Repository', value: 'hall' },
      { id: 'f2', label: 'Days', value: null }
    ],
    isAsMade: true
  })
  expect(await call(name, { title: 'A title', repository: 'attic' })).toMatchObject({ isError: true })
  for (const key of ['repo', '__proto__', 'f2', 'days']) {
    const args = Object.fromEntries([
      ['title', 'A title'],
      [key, { repo: 'attic', repository: 'attic' }]
    ])
    expect(await call(name, args)).toMatchObject({
      isError: true,
      content: [{ text: `The tool has no argument “${key}”. Remove it.` }]
    })
  }
  expect(one.sent).toEqual([])
  await call(name, { title: 'A title' })
  expect(sentNow()).toEqual([['https://tracker.example/hall', 'A title']])
})

test('a value that is fixed later applies from the next call, and is an argument again once it is released', async () => {
  const { id, name } = await exposeAction(one, action)
  await fix(id, { repo: 'hall' })
  expect(await argumentsNow()).toEqual(['title', 'days'])
  await call(name, { title: 'First' })
  await fix(id, { repo: 'attic' })
  await call(name, { title: 'Second' })
  await fix(id, {})
  await call(name, { title: 'Third', repository: 'cellar' })
  expect(sentNow()).toEqual([
    ['https://tracker.example/hall', 'First'],
    ['https://tracker.example/attic', 'Second'],
    ['https://tracker.example/cellar', 'Third']
  ])
})

test('exposing an action again changes its fixed values, and keeps them if no values are given', async () => {
  const { id } = await exposeAction(one, action, { fixed: { repo: 'hall' } })
  await exposeAction(one, action, { fixed: { repo: 'attic' } })
  expect((await exposed())?.fixed).toEqual([{ id: 'repo', label: 'Repository', value: 'attic' }])
  await one.backend.agents.exposure.hide(id)
  await exposeAction(one, action)
  expect((await exposed())?.fixed).toEqual([{ id: 'repo', label: 'Repository', value: 'attic' }])
  await one.backend.agents.exposure.hide(id)
  await exposeAction(one, action, { fixed: {} })
  expect(await argumentsNow()).toEqual(['repository', 'title', 'days'])
})

test('a call that waits for approval runs with the values that the person sees', async () => {
  const { id, name } = await exposeAction(one, action, { asksFirst: true })
  const answer = call(name, { repository: 'hall', title: 'A title' })
  const [waiting] = await pollUntil(
    () => one.backend.agents.approvals.list('uma'),
    found => found.length === 1
  )
  await fix(id, { repo: 'attic' })
  const [still] = await one.backend.agents.approvals.list('uma')
  expect(still?.arguments.map(({ value }) => value)).toEqual(['hall', 'A title'])
  await one.backend.agents.approvals.approve(waiting?.runId ?? '', 'uma')
  expect(await answer).toMatchObject({ structuredContent: { state: 'done' } })
  expect(sentNow()).toEqual([['https://tracker.example/hall', 'A title']])
})

test.each([
  ['an input that the action does not have', { none: 1 }, 'The action has no input “none”.'],
  ['another type', { f2: 'many' }, 'The fixed value of “Days” must be of type Number.'],
  [
    'nothing for a required input',
    { repo: null },
    '“Repository” is required, so its fixed value cannot be empty.'
  ]
])('%s is refused with its reason, and nothing changes', async (_, fixed, why) => {
  const { id } = await exposeAction(one, action)
  const refused = { code: 'agents.cannot-fix', message: expect.stringContaining(why) }
  await expect(fix(id, fixed as never)).rejects.toMatchObject(refused)
  await expect(exposeAction(one, action, { ownerId: 'ida', fixed: fixed as never })).rejects.toMatchObject(
    refused
  )
  expect(await argumentsNow()).toEqual(['repository', 'title', 'days'])
  expect(await one.backend.agents.exposure.list('ida')).toEqual([])
})

test('a flow that a person has changed is left as it is, with a sentence that says where its values are', async () => {
  const { id } = await exposeAction(one, action)
  const flowId = (await exposed())?.flowId ?? ''
  const { flow } = await one.backend.flows.get(flowId)
  const { name, description, active, saveAll, doc, draftNo } = flow
  const card = doc.cards.action
  if (card === undefined) throw new Error('The flow has no action.')
  const inputs = { ...card.inputs, f1: literal('Always this') }
  const changed = { ...doc, cards: { ...doc.cards, action: { ...card, inputs } } }
  await one.backend.flows.save(flowId, { name, description, active, saveAll, doc: changed }, draftNo, 'uma')
  expect(await exposed()).toMatchObject({ isAsMade: false })
  const refused = { message: expect.stringContaining('was changed manually. Change the values in the flow') }
  await expect(fix(id, { repo: 'hall' })).rejects.toMatchObject(refused)
  await expect(exposeAction(one, action, { fixed: { repo: 'hall' } })).rejects.toMatchObject(refused)
  expect((await one.backend.flows.get(flowId)).flow.doc).toEqual(changed)
  await exposeAction(one, action)
})

test('a change that cannot be applied is undone, unless a person has changed the flow meanwhile', async () => {
  const { id } = await exposeAction(one, action, { fixed: { repo: 'hall' } })
  const tool = await one.store.agentTools.find(id)
  if (tool === null) throw new Error('The action is exposed.')
  const draft = async () => (await one.backend.flows.get(tool.flowId)).flow
  const before = await draft()
  const failing = (meanwhile: () => Promise<unknown>) =>
    createToolChanges({
      ...{ store: one.store, actions: one.backend.actions, flows: one.backend.flows },
      subscriptions: {
        applyChanges: async () => {
          await meanwhile()
          throw new Fault('subscription.gone')
        }
      }
    }).fix(tool, { repo: 'attic' }, 'uma')
  await expect(failing(async () => {})).rejects.toMatchObject({ code: 'subscription.gone' })
  expect((await draft()).doc).toEqual(before.doc)
  const rename = async () => {
    const { name, active, saveAll, doc, draftNo } = await draft()
    await one.backend.flows.save(
      tool.flowId,
      { name, description: 'By hand', active, saveAll, doc },
      draftNo,
      'uma'
    )
  }
  await expect(failing(rename)).rejects.toMatchObject({ code: 'subscription.gone' })
  expect(await draft()).toMatchObject({
    description: 'By hand',
    doc: { cards: { action: { inputs: { repo: literal('attic') } } } }
  })
})

test('the list of tools reads each flow once, and nothing else of those that run unchanged', async () => {
  await exposeAction(one, action)
  await exposeAction(one, await deployAction(one, { name: 'Board' }))
  const { flows, versions, connectors } = one.store
  const reads = [
    vi.spyOn(flows, 'find'),
    vi.spyOn(flows, 'ownerOf'),
    vi.spyOn(versions, 'about'),
    vi.spyOn(connectors, 'find')
  ]
  expect(await one.backend.agents.exposure.list('uma')).toMatchObject([
    { connectorName: 'Board', isAsMade: true },
    { connectorName: 'Tracker', isAsMade: true }
  ])
  expect(reads.map(({ mock }) => mock.calls.length)).toEqual([2, 0, 0, 0])
})
