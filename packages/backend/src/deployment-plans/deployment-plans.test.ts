import { cardOf, flowOf } from '@hookwright/engine/testing'
import { Fault } from '@hookwright/model'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { unzipFolder, zipFolder } from '../files/zip.ts'
import { addNotifyingFlow, drawConnector, type TestConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { makeFolder, openBackend, openForTest, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let one: TestBackend
let drawn: TestConnector
beforeEach(async () => {
  one = await openForTest()
  drawn = await drawConnector(one.backend, { registers: true })
})

const within = async (flows: { id: string }[]) => flows
const uma = { id: 'uma', seesAll: false, within }

/** Returns an archive of the connector's files, with a text replaced in one of them. */
const changed = async (path: RegExp, from: string | RegExp, to: string): Promise<string> => {
  const { archive } = await one.backend.connectorFiles.export(drawn.connectorId, null)
  const folder = unzipFolder(Buffer.from(archive, 'base64'))
  const name = Object.keys(folder).find(each => path.test(each)) ?? ''
  const text = Buffer.from(folder[name] ?? '').toString()
  if (text.replace(from, to) === text) throw new Error(`${name} does not have ${from}: ${text}`)
  return zipFolder({ ...folder, [name]: text.replace(from, to) }).toString('base64')
}

const planOf = async (archive: string, by = uma) => {
  const plan = await one.backend.deploymentPlans.make(archive, drawn.connectorId, by)
  if (!plan.ok) throw new Error(JSON.stringify(plan.flaws))
  return plan
}

const apply = (archive: string, basis: string, by = uma) =>
  one.backend.deploymentPlans.apply({ archive, connectorId: drawn.connectorId, basis, note: '' }, by)

const upgraded = () =>
  pollUntil(
    () => one.backend.subscriptions.upgrades.progress(),
    progress => progress?.isRunning === false
  )

const flowThatIsOn = async (): Promise<string> => {
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  await turnOn(one, flowId)
  return flowId
}

const wantedOf = (flowId: string) => one.store.subscriptions.wantedOf(flowId)

describe('a deployment plan', () => {
  test('announces a flow that changes in place, and applying it does that', async () => {
    const flowId = await flowThatIsOn()
    const before = await wantedOf(flowId)
    const archive = await changed(/^connector\.yaml/, /^name: .*$/m, 'name: Acme People')
    const plan = await planOf(archive)
    expect(plan).toMatchObject({
      ...{ name: 'Acme People', from: 1, to: 2, isUpToDate: false, changesSettings: true, flows: [] },
      registrations: [{ flowId, does: 'in-place', isOwn: true }]
    })
    expect(await apply(archive, plan.basis)).toMatchObject({ version: { number: 2 }, upgrades: 1 })
    expect(await upgraded()).toMatchObject({ of: 1, done: 1, failed: [] })
    const { versions } = one.backend
    const [newest] = await versions.list(drawn.connectorId)
    expect(newest).toMatchObject({ number: 2, status: 'deployed' })
    expect(await wantedOf(flowId)).toMatchObject({ id: before?.id, terms: { versionId: newest?.id } })
    expect(one.sent).toHaveLength(1)
  })

  test('announces a flow that registers again, and applying it does that', async () => {
    const flowId = await flowThatIsOn()
    const before = await wantedOf(flowId)
    const archive = await changed(/^flows\/register\.yaml/, 'method: POST', 'method: PUT')
    const plan = await planOf(archive)
    expect(plan).toMatchObject({
      flows: [{ name: 'Register', effect: 'changed' }],
      registrations: [{ does: 're-register', reasons: ['The registration flow has changed.'] }]
    })
    await apply(archive, plan.basis)
    expect(await upgraded()).toMatchObject({ of: 1, done: 1, failed: [] })
    const after = await wantedOf(flowId)
    expect(after).toMatchObject({ status: { is: 'on' } })
    expect(after?.id).not.toBe(before?.id)
  })

  test('keeps flows of others, and flows that it would break, on their version', async () => {
    const flowId = await flowThatIsOn()
    const other = await changed(/^connector\.yaml/, /^name: .*$/m, 'name: Acme People')
    expect(await planOf(other, { ...uma, id: 'ben' })).toMatchObject({
      registrations: [{ isOwn: false }]
    })
    expect(await planOf(other, { ...uma, id: 'ada', seesAll: true })).toMatchObject({
      registrations: [{ isOwn: true }]
    })
    const renamed = await changed(/^flows\/one\.yaml/, /id: name\b/, 'id: title')
    const broken = zipFolder(
      Object.fromEntries(
        Object.entries(unzipFolder(Buffer.from(renamed, 'base64'))).map(([path, content]) => [
          path,
          /^flows\/one\.yaml/.test(path)
            ? Buffer.from(content)
                .toString()
                .replace(/^( +)name:$/m, '$1title:')
            : content
        ])
      )
    ).toString('base64')
    const plan = await planOf(broken)
    expect(plan.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(plan.registrations).toMatchObject([{ does: 'lost' }])
    expect(plan.registrations[0]?.reasons[0]).toBe('The output “Name”, which the flow uses, was removed.')
    expect(await apply(broken, plan.basis)).toMatchObject({ version: { number: 2 }, upgrades: 0 })
    expect(await wantedOf(flowId)).toMatchObject({ terms: { versionId: drawn.versionId } })
  })

  test('keeps flows beyond the limit of the API key on their version, even own ones', async () => {
    const [within, beyond] = [await flowThatIsOn(), await flowThatIsOn()]
    const before = await wantedOf(beyond)
    const limited = { ...uma, within: async () => [{ id: within }] }
    const archive = await changed(/^connector\.yaml/, /^name: .*$/m, 'name: Acme People')
    const plan = await planOf(archive, limited)
    const isOwn = new Map(plan.registrations.map(each => [each.flowId, each.isOwn]))
    expect([isOwn.get(within), isOwn.get(beyond)]).toEqual([true, false])
    expect(await apply(archive, plan.basis, limited)).toMatchObject({ upgrades: 1 })
    expect(await upgraded()).toMatchObject({ of: 1, done: 1, failed: [] })
    expect(await wantedOf(beyond)).toMatchObject({ terms: { versionId: before?.terms.versionId } })
    const { upgrades } = one.backend.subscriptions
    expect(await upgrades.progressOf(drawn.connectorId)).toMatchObject({ of: 1 })
    expect(await upgrades.progressOf(one.effects.newId())).toBeNull()
  })

  test('is refused without effect when the installation or the files have changed', async () => {
    const archive = await changed(/^flows\/register\.yaml/, 'method: POST', 'method: PUT')
    const plan = await planOf(archive)
    const other = await changed(/^connector\.yaml/, /^name: .*$/m, 'name: Acme People')
    await expect(apply(other, plan.basis)).rejects.toMatchObject({ code: 'plan.stale' })
    await flowThatIsOn()
    await expect(apply(archive, plan.basis)).rejects.toMatchObject({ code: 'plan.stale' })
    expect(await one.backend.versions.list(drawn.connectorId)).toHaveLength(1)
    expect((await planOf(archive)).registrations).toHaveLength(1)
  })

  test('is applied without upgrades while other upgrades run, and a new plan upgrades only', async () => {
    const flowId = await flowThatIsOn()
    const archive = await changed(/^connector\.yaml/, /^name: .*$/m, 'name: Acme People')
    const plan = await planOf(archive)
    const { upgrades } = one.backend.subscriptions
    const begin = vi.spyOn(upgrades, 'begin').mockRejectedValueOnce(new Fault('upgrade.busy'))
    expect(await apply(archive, plan.basis)).toMatchObject({
      version: { number: 2 },
      upgrades: 0,
      waiting: 1
    })
    begin.mockRestore()
    const next = await planOf(archive)
    expect(next).toMatchObject({ isUpToDate: true, registrations: [{ flowId, does: 'in-place' }] })
    const done = await apply(archive, next.basis)
    expect(done).toMatchObject({ version: { number: 2 }, upgrades: 1, waiting: 0 })
    await upgraded()
    expect(await wantedOf(flowId)).toMatchObject({ terms: { versionId: done.version.id } })
    await expect(apply(archive, (await planOf(archive)).basis)).rejects.toMatchObject({
      code: 'plan.up-to-date'
    })
    expect(await one.backend.versions.list(drawn.connectorId)).toHaveLength(2)
  })

  test('is not needed for files that are deployed already', async () => {
    const { archive } = await one.backend.connectorFiles.export(drawn.connectorId, null)
    const plan = await planOf(archive)
    expect(plan).toMatchObject({ isUpToDate: true, flows: [], registrations: [] })
    await expect(apply(archive, plan.basis)).rejects.toMatchObject({ code: 'plan.up-to-date' })
  })

  /** Runs an action once, after `apply` has compared the installation with the plan and before it writes. */
  const meanwhile = (act: () => Promise<unknown>): void => {
    const { versions } = one.store
    const { deployedOf } = versions
    vi.spyOn(versions, 'deployedOf').mockImplementationOnce(async id => {
      const deployed = await deployedOf(id)
      await act()
      return deployed
    })
  }

  test('deploys the drafts that it was made from, and not later saves', async () => {
    const { flows, versions } = one.backend
    const archive = await changed(/^connector\.yaml/, /^name: .*$/m, 'name: Acme People')
    const doc = flowOf(
      cardOf('helper-flow', 'start', { inputs: [] }),
      cardOf('return', 'return', { fields: [] })
    )
    const about = { connectorId: drawn.connectorId, ownerId: 'uma', name: 'Kept beside' }
    const { id, draftNo, ...kept } = await flows.create({ ...about, doc })
    const plan = await planOf(archive)
    expect(plan.untouched).toEqual(['Kept beside'])
    meanwhile(() => one.store.flows.save(id, { ...kept, name: 'Unplanned' }, { baseDraft: draftNo, at: 1 }))
    const { version } = await apply(archive, plan.basis)
    const { snapshot } = await versions.get(version.id)
    expect(snapshot.flows.find(flow => flow.id === id)?.name).toBe('Kept beside')
    expect((await one.store.flows.find(id))?.name).toBe('Unplanned')
  })

  test('writes nothing when a draft that it replaces is saved, or a version is made, meanwhile', async () => {
    const { versions, connectorFiles } = one.backend
    const { connectorId } = drawn
    const archive = await changed(/^flows\/register\.yaml/, 'method: POST', 'method: PUT')
    const [first] = (await one.store.flows.list(connectorId)).filter(({ name }) => name === 'Register')
    if (first === undefined) throw new Error('The connector has no registration flow.')
    const { basis } = await planOf(archive)
    const { id, draftNo } = first
    meanwhile(() =>
      one.store.flows.save(id, { ...first, description: 'New.' }, { baseDraft: draftNo, at: 1 })
    )
    const stale = { code: 'plan.stale' }
    await expect(apply(archive, basis)).rejects.toMatchObject(stale)
    const before = await connectorFiles.export(connectorId, null)
    const again = await planOf(archive)
    meanwhile(async () => {
      const { id: made } = await versions.create({ connectorId, note: '', by: 'ben' })
      await versions.deploy(made, { visible: null, note: '', by: 'ben' })
    })
    await expect(apply(archive, again.basis)).rejects.toMatchObject(stale)
    expect(await connectorFiles.export(connectorId, null)).toEqual(before)
    expect(await versions.list(connectorId)).toHaveLength(2)
  })

  test('refuses files with problems before anything is written', async () => {
    const archive = await changed(/^flows\/one\.yaml/, /pill: [a-z]+\.[a-z]+/, 'pill: nobody.name')
    const plan = await planOf(archive)
    expect(plan.findings).toContainEqual(expect.objectContaining({ severity: 'error' }))
    await expect(apply(archive, plan.basis)).rejects.toMatchObject({ code: 'version.has-problems' })
    const { archive: after } = await one.backend.connectorFiles.export(drawn.connectorId, null)
    expect(after).not.toBe(archive)
    expect((await planOf(after)).isUpToDate).toBe(true)
  })

  test('brings a connector to an installation without it', async () => {
    const { archive } = await one.backend.connectorFiles.export(drawn.connectorId, null)
    const made = makeFolder()
    const other = await openBackend(made.folder)
    const { deploymentPlans, versions, connectors } = other.backend
    const plan = await deploymentPlans.make(archive, null, uma)
    expect(plan).toMatchObject({ connectorId: null, from: null, to: 1, registrations: [] })
    const basis = plan.ok ? plan.basis : ''
    const { connector } = await deploymentPlans.apply(
      { archive, connectorId: null, basis, note: 'first' },
      uma
    )
    expect(connector.key).toBe((await connectors.get(connector.id)).key)
    expect(await versions.list(connector.id)).toMatchObject([{ number: 1, status: 'deployed' }])
    await other.crash()
    made.remove()
  })
})
