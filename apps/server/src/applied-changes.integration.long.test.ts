import { type Flow, type Id, literal, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { greetingFlow } from './testing/acme-connector.ts'
import { type AcmeStage, onAcmeStage } from './testing/acme-stage.ts'
import { faultOf } from './testing/api-client.ts'
import type { PracticeService } from './testing/practice.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { settled, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
let stage: AcmeStage

onAcmeStage(opened => {
  practice = opened.practice
  stage = opened.stage
})

/** Changes the document of a flow and saves it. */
const redraw = async (flowId: Id, change: (doc: Flow) => Flow): Promise<void> => {
  const { flow } = await stage.api.flows.open.query({ flowId })
  const { draftNo: baseDraft, name, description, active, saveAll, doc } = flow
  await stage.api.flows.save.mutate({
    flowId,
    baseDraft,
    name,
    description,
    active,
    saveAll,
    doc: change(doc)
  })
}

const greetWith = (word: string) => (doc: Flow) => {
  const greeting = doc.cards.greeting
  if (greeting === undefined) throw new Error('The flow greets.')
  return { ...doc, cards: { ...doc.cards, greeting: { ...greeting, inputs: { text: text(word) } } } }
}

const chooseEvent = (eventType: string) => (doc: Flow) => {
  const event = doc.cards.event
  if (event === undefined) throw new Error('The flow starts with an event.')
  return { ...doc, cards: { ...doc.cards, event: { ...event, inputs: { eventType: literal(eventType) } } } }
}

const summaryOf = async (flowId: Id) =>
  (await stage.api.flows.summaries.query()).rows.find(({ id }) => id === flowId)

describe('changes to a flow that is on', () => {
  test('[row 81] are applied in place: same Event URL, the next revision, and no request to the service', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    const { subscription, eventUrl } = await turnOn(api, flowId)
    await practice.sendEvent({ eventType: 'user.created' })
    await storedDeliveriesOf(api, flowId, 1)
    await redraw(flowId, greetWith('Changed'))
    expect(await summaryOf(flowId)).toMatchObject({ pending: 'in-place' })
    expect(await api.flows.applyPlan.query({ flowId })).toMatchObject({
      pending: { is: 'in-place' },
      sentences: expect.arrayContaining([expect.stringContaining('The Event URL stays')]),
      blockers: []
    })
    expect(await api.flows.applyChanges.mutate({ flowId })).toEqual({ revisionNumber: 2 })
    expect(await practice.subscriptions()).toMatchObject([{ url: eventUrl }])
    await practice.sendEvent({ eventType: 'user.created' })
    await storedDeliveriesOf(api, flowId, 2)
    const [second, first] = (await api.runs.list.query({ flowId })).rows
    const texts = await Promise.all(
      [first, second].map(async run => (await api.runs.get.query({ runId: run?.id ?? '' })).steps?.at(-1))
    )
    expect(texts[0]?.outputs).toEqual({ output: expect.stringContaining('Welcome, ') })
    expect(texts[1]?.outputs).toEqual({ output: 'Changed' })
    expect(first?.revisionId).not.toBe(second?.revisionId)
    const opened = await api.runs.open.query({ runId: first?.id ?? '' })
    expect(opened).toMatchObject({ revisionNumber: 1, isDraft: false })
    expect(JSON.stringify(opened.flow.doc)).not.toContain('Changed')
    expect((await api.flows.open.query({ flowId })).pending).toEqual({ is: 'none' })
    expect(subscription.id).toBe((await api.flows.open.query({ flowId })).subscription?.id)
    await turnOff(api, flowId)
  })

  test('[row 90] that need a new registration are refused in place, with a sentence for each', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    const { eventUrl } = await turnOn(api, flowId)
    await redraw(flowId, chooseEvent('file.deleted'))
    const refused = await faultOf(api.flows.applyChanges.mutate({ flowId }))
    expect(refused).toMatchObject({ code: 'flow.must-re-register', httpStatus: 409 })
    const sentence = 'The option Event Type was changed from “user.created” to “file.deleted”.'
    expect(refused.message).toContain(sentence)
    const plan = await api.flows.applyPlan.query({ flowId })
    expect(plan.pending).toEqual({
      is: 're-register',
      because: [{ what: 'option', field: 'eventType', sentence }]
    })
    expect(plan.pending).toMatchObject({ is: 're-register', because: [{ sentence }] })
    expect(plan.sentences).not.toContain(sentence)
    expect(plan.sentences.at(-1)).toBe(
      'If the service refuses, the flow stays on with its current registration.'
    )

    const again = await api.subscriptions.reRegister.mutate({ flowId })
    expect(again.terms.options).toEqual({ eventType: 'file.deleted' })
    expect((await settled(api, flowId)).status.is).toBe('on')
    await waitFor(
      () => practice.subscriptions(),
      seen => seen.length === 1 && seen[0]?.eventType === 'file.deleted'
    )
    expect((await practice.subscriptions())[0]?.url).not.toBe(eventUrl)
    const before = await waitFor(
      async () => (await api.subscriptions.list.query({ flowId }))[1],
      seen => seen?.status.is === 'ended'
    )
    expect(before).toMatchObject({ status: { is: 'ended', how: 'replaced' }, replacedBy: again.id })
    expect((await api.flows.open.query({ flowId })).pending).toEqual({ is: 'none' })
    await turnOff(api, flowId)
  })

  test('of version and connection are listed too', async () => {
    const { api, acme, newFlow } = stage
    const flowId = await newFlow()
    await turnOn(api, flowId)
    const { id: versionId } = await api.versions.create.mutate({ connectorId: acme.connectorId })
    await api.versions.deploy.mutate({ versionId })
    const { id: connectionId } = await api.connections.create.mutate({
      connectorId: acme.connectorId,
      name: 'Second account',
      values: { apiKey: practice.apiKey }
    })
    await redraw(flowId, () => greetingFlow({ ...acme, versionId }, { connectionId }))
    const { pending } = await api.flows.open.query({ flowId })
    expect(pending).toMatchObject({
      is: 're-register',
      because: [
        { what: 'version', sentence: expect.stringMatching(/changed from v1 to v\d+\.$/) },
        { what: 'connection', sentence: expect.stringContaining('to “Second account”.') }
      ]
    })
    await redraw(flowId, () => greetingFlow(acme, { connectionId, event: 'list' }))
    expect((await api.flows.open.query({ flowId })).pending).toMatchObject({
      because: [{ what: 'event', sentence: 'The event was changed from “User event” to “User list event”.' }]
    })
    await turnOff(api, flowId)
    await api.versions.deploy.mutate({ versionId: acme.versionId })
    await api.connections.remove.mutate({ connectionId }).catch(() => {})
  })

  test('that break it are not applied, and the flow stays on', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    await turnOn(api, flowId)
    await redraw(flowId, doc => {
      const greeting = doc.cards.greeting
      if (greeting === undefined) throw new Error('The flow greets.')
      return { ...doc, cards: { ...doc.cards, greeting: { ...greeting, config: { wrong: 1 } } } }
    })
    expect((await faultOf(api.flows.applyChanges.mutate({ flowId }))).code).toBe(
      'subscription.cannot-turn-on'
    )
    expect((await faultOf(api.subscriptions.reRegister.mutate({ flowId }))).code).toBe(
      'subscription.cannot-turn-on'
    )
    expect((await api.flows.open.query({ flowId })).subscription?.status.is).toBe('on')
    await turnOff(api, flowId)
  })

  test('can be discarded for the running document, which is available while the flow is on', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    expect((await faultOf(api.flows.running.query({ flowId }))).code).toBe('flow.not-on')
    await turnOn(api, flowId)
    const { doc: drawn } = (await api.flows.get.query({ flowId })).flow
    await redraw(flowId, greetWith('Changed'))
    const { doc, revisionNumber } = await api.flows.running.query({ flowId })
    expect([doc, revisionNumber]).toEqual([drawn, 1])
    await redraw(flowId, () => doc)
    expect((await api.flows.open.query({ flowId })).pending).toEqual({ is: 'none' })
    await redraw(flowId, greetWith('Changed again'))
    await api.flows.applyChanges.mutate({ flowId })
    expect((await api.flows.running.query({ flowId })).revisionNumber).toBe(2)
    await turnOff(api, flowId)
  })

  test('are refused while it is off, and when the draft equals the running document', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    expect((await faultOf(api.flows.applyChanges.mutate({ flowId }))).code).toBe('flow.not-on')
    expect((await faultOf(api.subscriptions.reRegister.mutate({ flowId }))).code).toBe('flow.not-on')
    await turnOn(api, flowId)
    expect((await faultOf(api.flows.applyChanges.mutate({ flowId }))).code).toBe('flow.no-changes')
    await turnOff(api, flowId)
  })
})
