import { Fault, type Flow, type Id } from '@hookwright/model'
import { onTestFinished } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, changeFlow, deployNext, drawConnector } from './draw.ts'
import { type BackendWrappers, makeFolder, openBackend, type TestBackend } from './open-backend.ts'
import { pollUntil } from './poll-until.ts'

/** Creates a service that assigns ids to its registrations and lists them. */
const listingService = () => {
  const hooks = new Map<string, { id: string; url: string; secret: string }>()
  const asked: string[] = []
  let made = 0
  const service = {
    hooks,
    asked,
    /**
     * Message of the next registration that gets lost: the `request`, or the `answer` after the registration
     * was created.
     */
    loses: null as null | 'answer' | 'request',
    /**
     * Promise that delays responses to registrations; null for no delay. The registrations themselves take
     * effect immediately.
     */
    hold: null as null | Promise<void>,
    listsSecrets: true,
    listsNothing: false,
    /** Promise for which removals wait. */
    holdsRemovals: Promise.resolve(),
    /** Promise for which responses to list requests wait. */
    holdsLists: Promise.resolve(),
    failsLists: false,
    urls: () => [...hooks.values()].map(({ url }) => url)
  }
  const json = (status: number, body: unknown) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  const client: ServiceClient = async ({ method, url, body }) => {
    asked.push(`${method} ${url}`)
    const id = url.split('/')[2] ?? ''
    if (method === 'DELETE') await service.holdsRemovals
    if (method === 'DELETE') return hooks.delete(id) ? json(200, {}) : json(404, {})
    if (method === 'GET') {
      await service.holdsLists
      if (service.failsLists) return json(500, {})
      const list = service.listsNothing ? [] : [...hooks.values()]
      return json(200, service.listsSecrets ? list : list.map(({ secret: _, ...hook }) => hook))
    }
    if (url !== '/hooks') return json(200, {})
    const { loses } = service
    service.loses = null
    const hook = { id: String(++made), url: String(body), secret: `s${made}` }
    if (loses !== 'request') hooks.set(hook.id, hook)
    await service.hold
    if (loses === null) return json(201, hook)
    throw new Fault('http.no-answer', { method, url, why: 'reset', sent: 'maybe' })
  }
  return { service, client }
}

/**
 * Opens a backend with one flow that is off. Its event lists the registrations at the service. Without
 * `registers`, a person enters the Event URL at the service; without `deregisters`, registrations cannot be
 * removed.
 */
export const openListing = async (
  around: Partial<BackendWrappers> = {},
  registers = true,
  deregisters = true
) => {
  const { folder, remove } = makeFolder()
  const { service, client } = listingService()
  let one: TestBackend = await openBackend(folder, client, {}, around)
  onTestFinished(async () => {
    await one.backend.stop()
    await one.crash()
    remove()
  })
  const drawn = await drawConnector(one.backend, { registers, deregisters, lists: true, captures: true })
  const register = (await one.backend.flows.list(drawn.connectorId)).find(({ name }) => name === 'Register')
  const withoutExpiry = (doc: Flow): Flow => {
    const card = doc.cards.return
    if (card === undefined) throw new Error('The registration flow has no Return card.')
    const { expiresAt: _, ...inputs } = card.inputs
    return { ...doc, cards: { ...doc.cards, return: { ...card, inputs } } }
  }
  if (register !== undefined) await changeFlow(one.backend, register.id, withoutExpiry)
  const versionId = await deployNext(one.backend, drawn)
  const flowId = await addNotifyingFlow(one.backend, { ...drawn, versionId }, 'one')
  await one.backend.resume()
  const wanted = () => one.store.subscriptions.wantedOf(flowId)
  /** Resolves when an uncertain registration has been compared and its next comparison is planned. */
  const nextPlanned = (id: Id) =>
    pollUntil(
      () => one.store.subscriptions.find(id),
      row => (row?.compareAt ?? 0) > (row?.since ?? 0)
    )
  const isOn = () => pollUntil(wanted, row => row?.status.is === 'on')
  const ended = (id: Id, how: string) =>
    pollUntil(
      () => one.store.subscriptions.find(id),
      row => row?.status.is === 'ended' && row.status.how === how
    )
  return {
    service,
    flowId,
    drawn: { ...drawn, versionId },
    wanted,
    isOn,
    nextPlanned,
    ended,
    now: () => one,
    attempts: async (id: Id) =>
      (await one.store.subscriptions.attemptsOf(id)).map(({ kind, outcome }) => `${kind} ${outcome}`),
    reopen: async () => {
      await one.crash()
      one = await openBackend(folder, client)
      return one
    }
  }
}
