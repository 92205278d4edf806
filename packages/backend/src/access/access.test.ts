import { DAY, MINUTE, type NewApiKey, roles } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let one: TestBackend
let remove: () => void
beforeEach(async () => {
  const folder = makeFolder()
  one = await openBackend(folder.folder)
  remove = folder.remove
  one.roles.set('mia', 'maker')
})
afterEach(async () => {
  await one.crash()
  remove()
})

const mia = { id: 'mia', role: 'maker' } as const

const newKey = (over: Partial<NewApiKey> = {}): NewApiKey => ({
  name: 'Deploy',
  role: 'maker',
  connectorIds: null,
  expiresAt: one.clock() + 30 * DAY,
  ...over
})

describe('an API key', () => {
  test('grants what its role may do, is shown once, and is stored only as its hash', async () => {
    const { key, token } = await one.backend.apiKeys.create(mia, newKey())
    expect(token).toMatch(/^hwk_[A-Za-z0-9_-]{43}$/)
    expect(key).toMatchObject({ ownerId: 'mia', last4: token.slice(-4), lastUsedAt: null })
    expect(JSON.stringify(await one.backend.apiKeys.list(null))).not.toContain(token.slice(4))
    expect(await one.backend.apiKeys.use(token)).toMatchObject({ key: { id: key.id }, role: 'maker' })
  })

  test('never has a higher role than its owner, neither when created nor when used', async () => {
    const { apiKeys } = one.backend
    await expect(apiKeys.create(mia, newKey({ role: 'admin' }))).rejects.toMatchObject({
      code: 'api-key.role-too-high'
    })
    const { token } = await apiKeys.create(mia, newKey())
    one.roles.set('mia', 'viewer')
    expect(await apiKeys.use(token)).toMatchObject({ role: 'viewer' })
    one.roles.set('mia', 'admin')
    expect(await apiKeys.use(token)).toMatchObject({ role: 'maker' })
    one.roles.set('mia', null)
    await expect(apiKeys.use(token)).rejects.toMatchObject({ code: 'api-key.invalid' })
  })

  test('shows items of other members only while its role and the role of its owner allow it', async () => {
    const { apiKeys } = one.backend
    one.roles.set('mia', 'admin')
    const { token } = await apiKeys.create({ id: 'mia', role: 'admin' }, newKey({ role: 'viewer' }))
    const shows = { viewer: true, user: false, maker: false, admin: true }
    for (const role of roles) {
      one.roles.set('mia', role)
      expect(await apiKeys.use(token)).toMatchObject({ role: 'viewer', ownItemsOnly: !shows[role] })
    }
    const { token: other } = await apiKeys.create(mia, newKey({ name: 'Other' }))
    one.roles.set('mia', 'viewer')
    expect(await apiKeys.use(other)).toMatchObject({ role: 'viewer', ownItemsOnly: true })
  })

  test('stops working when it expires and when it is revoked', async () => {
    const { apiKeys } = one.backend
    const { key, token } = await apiKeys.create(mia, newKey())
    const { token: other } = await apiKeys.create(mia, newKey({ name: 'Other' }))
    await apiKeys.revoke(key.id)
    await expect(apiKeys.use(token)).rejects.toMatchObject({ code: 'api-key.revoked' })
    expect(await apiKeys.look(key.id)).toBeNull()
    one.moveClock(30 * DAY)
    await expect(apiKeys.use(other)).rejects.toMatchObject({
      code: 'api-key.expired',
      message: expect.stringContaining('“Other”')
    })
    await expect(apiKeys.use('hwk_guess')).rejects.toMatchObject({ code: 'api-key.invalid' })
  })

  test('needs an expiry date in the near future and connectors that exist', async () => {
    const { apiKeys } = one.backend
    for (const expiresAt of [one.clock() - 1, one.clock() + 2_000 * DAY]) {
      await expect(apiKeys.create(mia, newKey({ expiresAt }))).rejects.toMatchObject({
        code: 'api-key.bad-expiry'
      })
    }
    await expect(apiKeys.create(mia, newKey({ connectorIds: [one.effects.newId()] }))).rejects.toMatchObject({
      code: 'connector.gone'
    })
  })

  test('records its last use at most once a minute', async () => {
    const { apiKeys } = one.backend
    const { key, token } = await apiKeys.create(mia, newKey())
    const lastUse = async () => (await apiKeys.get(key.id)).lastUsedAt
    await apiKeys.use(token)
    const first = await pollUntil(lastUse, at => at !== null)
    one.moveClock(MINUTE / 2)
    await apiKeys.use(token)
    expect(await lastUse()).toBe(first)
    one.moveClock(MINUTE)
    await apiKeys.use(token)
    await pollUntil(lastUse, at => at !== first)
  })

  test('is revoked when its owner leaves', async () => {
    const { apiKeys } = one.backend
    const { token } = await apiKeys.create(mia, newKey())
    await apiKeys.revokeOf('mia')
    await expect(apiKeys.use(token)).rejects.toMatchObject({ code: 'api-key.revoked' })
  })
})

describe('the connectors of an item', () => {
  test('are the connectors of its flow: in the draft, in the running revision and in the document', async () => {
    const acme = await drawConnector(one.backend)
    const other = await drawConnector(one.backend, { registers: false, name: 'Acme Chat' })
    const flowId = await addNotifyingFlow(one.backend, acme, 'one')
    const reach = one.backend.connectorAccess
    const expected = new Set([acme.connectorId])
    expect(await reach.of('flow', flowId)).toEqual(expected)
    expect(await reach.of('flow', acme.oneId)).toEqual(expected)
    expect(await reach.of('version', acme.versionId)).toEqual(expected)
    expect(await reach.of('connector', acme.connectorId)).toEqual(expected)
    expect(await reach.of('flow', one.effects.newId())).toEqual(new Set())
    const { subscriptionId } = await turnOn(one, flowId)
    expect(await reach.of('subscription', subscriptionId)).toEqual(expected)

    // The draft moves on to another connector, while the revision still runs.
    const { flow: drafted } = await one.backend.flows.get(await addNotifyingFlow(one.backend, other, 'one'))
    const { flow } = await one.backend.flows.get(flowId)
    await one.backend.flows.save(flowId, { ...flow, doc: drafted.doc }, flow.draftNo, 'uma')
    expect(await reach.ofDocument(drafted.doc)).toEqual(new Set([other.connectorId]))
    expect(await reach.of('flow', flowId)).toEqual(new Set([acme.connectorId, other.connectorId]))
  })
})

test('a document with more than 2,000 ids is refused before any of them is looked up', async () => {
  const idsOf = (count: number) => Array.from({ length: count }, () => one.effects.newId())
  const reach = one.backend.connectorAccess
  expect(await reach.ofDocument(idsOf(2_000))).toEqual(new Set())
  await expect(reach.ofDocument(idsOf(2_001))).rejects.toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('more than 2,000 ids')
  })
})

describe('the audit log', () => {
  const person = { personId: 'mia', personName: 'Mia Example', key: null }

  test('keeps what was done for a year', async () => {
    await one.backend.recover()
    const { audit } = one.backend
    const { connectorId } = await drawConnector(one.backend)
    const item = await audit.itemOf('connector', connectorId)
    await audit.record({ ...person, act: 'connectors.remove', item, notes: {} })
    one.moveClock(364 * DAY)
    const { rows } = await audit.list({ limit: 9 })
    expect(rows).toMatchObject([{ personName: 'Mia Example', item: { name: 'Acme HR' } }])
    one.moveClock(2 * DAY)
    await pollUntil(
      () => {
        one.moveClock(10 * MINUTE)
        return audit.list({ limit: 9 })
      },
      page => page.rows.length === 0
    )
  })

  test('names the flow of a registration, and distinguishes a rollback from another deployment', async () => {
    const { audit, versions } = one.backend
    const acme = await drawConnector(one.backend)
    const flowId = await addNotifyingFlow(one.backend, acme, 'one')
    const { subscriptionId } = await turnOn(one, flowId)
    expect(await audit.itemOf('subscription', subscriptionId)).toMatchObject({ kind: 'flow', id: flowId })
    const next = await versions.create({ connectorId: acme.connectorId, note: '', by: 'mia' })
    expect(await audit.isRollBack(next.id)).toBe(false)
    await versions.deploy(next.id, { visible: null, note: '', by: 'mia' })
    expect(await audit.isRollBack(acme.versionId)).toBe(true)
    expect(await audit.itemOf('version', acme.versionId)).toMatchObject({ name: 'Acme HR, version 1' })
  })

  test('names an item that was deleted later', async () => {
    const { connectors, audit } = one.backend
    const { id } = await connectors.create({ name: 'Acme HR', description: '' })
    await connectors.remove(id, 'mia')
    expect(await audit.itemOf('connector', id)).toEqual({ kind: 'connector', id, name: 'Acme HR' })
  })
})
