import { type Field, one as oneOf } from '@hookwright/model'
import { type ConnectorContent, writeConnector } from '@hookwright/model/files'
import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { packFolder } from '../files/connector-files.ts'
import { createCountingService } from '../testing/counting-service.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { makeFolder, openBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * Number of generated installations, with ten changes each. If absent, a short test with five changes
     * each runs.
     */
    installations?: number
  }
}

const long = inject('installations')
const changes = long === undefined ? 5 : 10

/**
 * Totals over all generated installations: changes tried and applied, and the registrations and
 * deregistrations that they caused at the service.
 */
const counts = { changes: 0, applied: 0, registrations: 0, deregistrations: 0 }

const by = { id: 'uma', seesAll: false, within: async (flows: { id: string }[]) => flows }

/**
 * Kinds of changes that the test makes to a connector's files. Each change contains a number that makes it
 * unique.
 */
const ways = [
  'rename',
  'register',
  'deregister',
  'describe',
  'widen',
  'break',
  'mend',
  'add',
  'none'
] as const

interface Change {
  way: (typeof ways)[number]
  at: number
}

const anyChange: fc.Arbitrary<Change> = fc.record({
  way: fc.constantFrom(...ways),
  at: fc.nat({ max: 999 })
})

type FileFlow = ConnectorContent['flows'][number]

const fieldsOf = (id: string): Field => ({
  ...{ id, label: id, fieldType: 'text-field', dataType: oneOf('text'), required: false }
})

/** Replaces the outputs of the event One. Users' flows read its output `name`. */
const withOutputs = (flow: FileFlow, ids: string[]): FileFlow => {
  const card = flow.doc.cards.return
  if (card === undefined) throw new Error('The event has no outputs.')
  const [first = card.inputs.name] = Object.values(card.inputs)
  const inputs = first === undefined ? {} : Object.fromEntries(ids.map(id => [id, first]))
  const groups = [{ id: 'person', name: 'Person', fields: ids.map(fieldsOf) }]
  const cards = { ...flow.doc.cards, return: { ...card, config: { ...card.config, groups }, inputs } }
  return { ...flow, doc: { ...flow.doc, cards } }
}

const withMethodTitle = (flow: FileFlow, cardId: string, title: string): FileFlow => {
  const card = flow.doc.cards[cardId]
  if (card === undefined) throw new Error(`The flow has no card ${cardId}.`)
  return { ...flow, doc: { ...flow.doc, cards: { ...flow.doc.cards, [cardId]: { ...card, title } } } }
}

const changed = (content: ConnectorContent, { way, at }: Change): ConnectorContent => {
  const within = (name: string, change: (flow: FileFlow) => FileFlow): ConnectorContent => ({
    ...content,
    flows: content.flows.map(flow => (flow.name === name ? change(flow) : flow))
  })
  if (way === 'rename') return { ...content, name: `Acme HR ${at}` }
  if (way === 'register') return within('Register', flow => withMethodTitle(flow, 'create', `Create ${at}`))
  if (way === 'deregister')
    return within('Deregister', flow => withMethodTitle(flow, 'remove', `Remove ${at}`))
  if (way === 'describe') return within('One', flow => ({ ...flow, description: `Edition ${at}` }))
  if (way === 'widen') return within('One', flow => withOutputs(flow, ['name', `more_${at}`]))
  if (way === 'break') return within('One', flow => withOutputs(flow, [`title_${at}`]))
  if (way === 'mend') return within('One', flow => withOutputs(flow, ['name']))
  if (way === 'none') return content
  const list = content.flows.find(({ name }) => name === 'Take a note')
  if (list === undefined) throw new Error('The connector has no helper flow.')
  const id = `0198f2c4-5a6b-7c8d-9e0f-${String(at).padStart(12, '0')}`
  const added = { ...list, id, name: `Take a note ${at}` }
  return { ...content, flows: [...content.flows.filter(({ name }) => name !== added.name), added] }
}

/** Opens an installation with three running flows. The last flow belongs to another member. */
const open = async (folder: string) => {
  const service = createCountingService()
  const one = await openBackend(folder, service.client)
  const drawn = await drawConnector(one.backend, { registers: true, captures: true, begins: true })
  const own = [
    await addNotifyingFlow(one.backend, drawn, 'one'),
    await addNotifyingFlow(one.backend, drawn, 'one')
  ]
  const { doc } = (await one.backend.flows.get(own[0] ?? '')).flow
  const about = { connectorId: null, ownerId: 'ben', name: 'Tell Ben', doc }
  const flowIds = [...own, (await one.backend.flows.create(about)).id]
  for (const flowId of flowIds) await turnOn(one, flowId)
  service.takeCounts()
  return { one, service, flowIds, connectorId: drawn.connectorId }
}

type World = Awaited<ReturnType<typeof open>>

/** Sends an event to every registration at the service. Returns the flows that no event reached. */
const missedBy = async ({ one, service, flowIds }: World): Promise<string[]> => {
  const reached = new Set<string>()
  for (const eventUrl of service.registered.values()) {
    const deliveryId = await deliver(one, eventUrl, { name: 'Ada' }).catch(() => null)
    if (deliveryId === null) continue
    const { delivery } = await one.backend.deliveries.get(deliveryId)
    const { subscription } = await one.backend.subscriptions.get(delivery.subscriptionId)
    reached.add(subscription.flowId)
  }
  return flowIds.filter(id => !reached.has(id))
}

const stateOf = async ({ one, flowIds }: World) =>
  new Map(
    await Promise.all(
      flowIds.map(async id => {
        const wanted = await one.store.subscriptions.wantedOf(id)
        return [
          id,
          { subscription: wanted?.id, version: wanted?.terms.versionId, is: wanted?.status.is }
        ] as const
      })
    )
  )

/** Plans and applies a change, then compares the result with the plan. */
const applyAndCompare = async (world: World, change: Change): Promise<void> => {
  const { one, service, connectorId } = world
  const { connectorFiles, deploymentPlans, subscriptions, versions } = one.backend
  counts.changes += 1
  const { archive: before } = await connectorFiles.export(connectorId, null)
  const { content } = await connectorFiles.read(before, connectorId)
  const { archive } = packFolder('acme', writeConnector(changed(content, change)))
  const plan = await deploymentPlans.make(archive, connectorId, by)
  if (!plan.ok) throw new Error(JSON.stringify(plan.flaws))
  const was = await stateOf(world)
  const asked = { archive, connectorId, basis: plan.basis, note: '' }
  const chosen = plan.registrations.filter(({ isOwn, does }) => isOwn && does !== 'lost')
  if (plan.isUpToDate && chosen.length === 0) {
    await expect(deploymentPlans.apply(asked, by)).rejects.toMatchObject({ code: 'plan.up-to-date' })
    expect(await stateOf(world)).toEqual(was)
    return
  }
  const applying = deploymentPlans.apply(asked, by)
  const missed = await missedBy(world)
  const { version, upgrades } = await applying
  expect(upgrades).toBe(chosen.length)
  missed.push(...(await missedBy(world)))
  await pollUntil(
    () => subscriptions.upgrades.progress(),
    progress => progress?.isRunning !== true
  )
  missed.push(...(await missedBy(world)))
  const again = chosen.filter(({ does }) => does === 're-register').length
  await pollUntil(
    () => service.registered.size,
    size => size === world.flowIds.length
  )
  const counted = service.takeCounts()
  expect(counted).toEqual({ registrations: again, deregistrations: again })
  counts.applied += 1
  counts.registrations += counted.registrations
  counts.deregistrations += counted.deregistrations
  expect(missed).toEqual([])
  expect(version.number).toBe(plan.isUpToDate ? plan.from : plan.to)
  expect((await versions.list(connectorId)).find(({ status }) => status === 'deployed')?.id).toBe(version.id)
  const does = new Map(chosen.map(each => [each.flowId, each.does]))
  for (const [flowId, now] of await stateOf(world)) {
    const old = was.get(flowId)
    const done = does.get(flowId)
    expect(now.is).toBe('on')
    expect(now.version).toBe(done === undefined ? old?.version : version.id)
    if (done === 're-register') expect(now.subscription).not.toBe(old?.subscription)
    else expect(now.subscription).toBe(old?.subscription)
  }
}

test('in any sequence of changes, applying a plan does exactly what it announced, and no event is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyChange, { minLength: changes, maxLength: changes }), async sequence => {
      const { folder, remove } = makeFolder()
      const world = await open(folder)
      try {
        for (const change of sequence) await applyAndCompare(world, change)
      } finally {
        await world.one.crash()
        remove()
      }
    }),
    { numRuns: long ?? 1, endOnFailure: true }
  )
  if (long === undefined) return
  const { changes: planned, applied, registrations, deregistrations } = counts
  console.log(
    `${planned} changes: ${applied} applied with ${registrations} registrations and ${deregistrations} deregistrations as planned, 0 events lost.`
  )
})
