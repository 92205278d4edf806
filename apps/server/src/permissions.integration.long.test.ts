import { type Act, appRouter, closedToKeys, permissions, type UploadedDocument } from '@hookwright/api'
import { DAY, type Role } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { connectApi } from './testing/api-client.ts'
import { type Answer, callProcedure } from './testing/call-procedure.ts'
import { type EveryInput, prepareInputs } from './testing/every-input.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { goodPassword, signInAs } from './testing/sign-in.ts'
import { type StubService, startStub } from './testing/stub-service.ts'

/** Callers in the order of the columns below. The owner is a user whose items the others try to access. */
const callers = ['nobody', 'viewer', 'owner', 'other user', 'maker', 'admin'] as const
type Caller = (typeof callers)[number]

/**
 * Expected permissions by procedure and caller. `-` is not signed in, `x` is denied, `y` is allowed, `n` is allowed but
 * shows none of the owner's items. A second, handwritten copy, so that a slip in the permission table shows.
 */
const matrix: Record<Act, string> = {
  'people.me': '- y y y y y',
  'people.list': '- x x x x y',
  'people.names': '- x y y y y',
  'people.belongings': '- x x x x y',
  'people.add': '- x x x x y',
  'people.roleEffects': '- x x x x y',
  'people.setRole': '- x x x x y',
  'people.setPassword': '- x x x x y',
  'people.changeOwnPassword': '- y y y y y',
  'people.remove': '- x x x x y',

  'apiKeys.list': '- n y n n y',
  'apiKeys.create': '- y y y y y',
  'apiKeys.revoke': '- x y x x y',
  'agents.clients': '- y y y y y',
  'agents.revoke': '- y y y y y',
  'agents.request': '- y y y y y',
  'agents.decide': '- y y y y y',
  'agents.subscriptions': '- y y y y y',
  'agents.endSubscription': '- x y y y y',
  'agents.tools': '- x y n n n',
  'agents.expose': '- x y y y y',
  'agents.fix': '- x y x x y',
  'agents.hide': '- x y x x y',
  'agents.setApproval': '- x y x x y',
  'agents.approvals': '- x n n n n',
  'agents.approve': '- x y x x y',
  'agents.refuse': '- x y x x y',
  'agents.calls': '- x n n n n',
  'audit.list': '- x x x x y',

  'installation.get': '- y y y y y',
  'installation.server': '- x x x x y',
  'installation.processes': '- x x x x y',
  'installation.checklist': '- y y y y y',
  'installation.loadSample': '- x x x y y',

  'changes.watch': '- y y y y y',

  'connectors.list': '- y y y y y',
  'connectors.tallies': '- y y y y y',
  'connectors.get': '- y y y y y',
  'connectors.create': '- x x x y y',
  'connectors.describe': '- x x x y y',
  'connectors.authenticate': '- x x x y y',
  'connectors.clients': '- x x x y y',
  'connectors.setClientSecret': '- x x x y y',
  'connectors.remove': '- x x x y y',
  'connectors.restore': '- x x x y y',
  'connectors.purge': '- x x x y y',
  'connectors.duplicate': '- x x x y y',
  'connectors.exportFiles': '- x x x y y',
  'connectors.previewFiles': '- x x x y y',
  'connectors.createFromFiles': '- x x x y y',
  'gallery.list': '- x x x y y',
  'gallery.install': '- x x x y y',
  'gallery.following': '- x x x y y',
  'gallery.compare': '- x x x y y',
  'gallery.update': '- x x x y y',
  'gallery.unfollow': '- x x x y y',
  'connectors.importFiles': '- x x x y y',
  'connectors.previewOpenApi': '- x x x y y',
  'connectors.createFromOpenApi': '- x x x y y',
  'connectors.importOpenApi': '- x x x y y',

  'bin.list': '- x y y y y',

  'makerFlows.list': '- x x x y y',
  'makerFlows.summaries': '- x x x y y',
  'makerFlows.userFlows': '- x x x y y',
  'makerFlows.open': '- x x x y y',
  'makerFlows.get': '- x x x y y',
  'makerFlows.create': '- x x x y y',
  'makerFlows.save': '- x x x y y',
  'makerFlows.remove': '- x x x y y',
  'makerFlows.restore': '- x x x y y',
  'makerFlows.purge': '- x x x y y',
  'makerFlows.duplicate': '- x x x y y',
  'makerFlows.test': '- x x x y y',
  'makerFlows.testCard': '- x x x y y',
  'makerFlows.setActive': '- x x x y y',
  'makerFlows.users': '- x x x y y',
  'makerFlows.fieldUses': '- x x x y y',
  'makerFlows.choices': '- x x x y y',
  'makerFlows.fields': '- x x x y y',
  'makerFlows.samples': '- x x x n y',
  'receiving.explain': '- x x x y y',
  'receiving.requests': '- x x x n y',
  'receiving.lastMatches': '- x x x n n',

  'versions.list': '- y y y y y',
  'versions.get': '- x x x y y',
  'versions.draft': '- x x x y y',
  'versions.validate': '- x x x y y',
  'versions.create': '- x x x y y',
  'versions.deploy': '- x x x y y',
  'versions.setVisible': '- x x x y y',
  'versions.deployments': '- y y y y y',
  'versions.impact': '- x x x y y',
  'versions.hosts': '- x x x y y',

  'plans.make': '- x x x y y',
  'plans.carryOut': '- x x x y y',
  'plans.progress': '- x x x y y',

  'events.list': '- x y y y y',
  'events.choices': '- x y x x y',

  'actions.list': '- x y y y y',
  'actions.get': '- x y y y y',
  'actions.fields': '- x y x x y',

  'testConnections.list': '- x x x y y',
  'testConnections.create': '- x x x y y',
  'testConnections.replaceValues': '- x x x y y',
  'testConnections.remove': '- x x x y y',
  'testConnections.beginSignIn': '- x x x y y',
  'testConnections.ping': '- x x x y y',
  'testConnections.revoke': '- x x x y y',

  'connections.overview': '- x y n n y',
  'connections.rename': '- x y x x x',
  'connections.ping': '- x y x x y',
  'connections.revoke': '- x y x x x',
  'connections.list': '- x y n n n',
  'connections.form': '- x y y y y',
  'connections.create': '- x y y y y',
  'connections.replaceValues': '- x y x x x',
  'connections.beginSignIn': '- x y x x x',
  'connections.remove': '- x y x x x',
  'connections.shareEffects': '- x y x x x',
  'connections.share': '- x y x x x',
  'connections.handOver': '- x x x x y',

  'openBreakers.list': '- n n n n n',
  'openBreakers.probe': '- x y x x y',
  'openBreakers.close': '- x y x x y',

  'flows.list': '- y y n n y',
  'flows.summaries': '- y y n n y',
  'flows.summary': '- y y x x y',
  'flows.overview': '- y y y y y',
  'flows.activity': '- y y n n y',
  'flows.tally': '- y y x x y',
  'flows.why': '- y y x x y',
  'flows.open': '- x y x x y',
  'flows.get': '- x y x x y',
  'flows.create': '- x y y y y',
  'flows.save': '- x y x x y',
  'flows.remove': '- x y x x y',
  'flows.restore': '- x y x x y',
  'flows.purge': '- x y x x y',
  'flows.duplicate': '- x y x x y',
  'flows.exportFiles': '- x y x x y',
  'flows.previewFiles': '- x y x x y',
  'flows.createFromFiles': '- x y y y y',
  'flows.importFiles': '- x y x x y',
  'flows.previewForeign': '- x y y y y',
  'flows.createFromForeign': '- x y y y y',
  'flows.history': '- x y x x y',
  'flows.state': '- x y x x y',
  'flows.takeState': '- x y x x y',
  'flows.blockers': '- x y x x y',
  'flows.running': '- x y x x y',
  'flows.applyPlan': '- x y x x y',
  'flows.applyChanges': '- x y x x y',
  'flows.testCard': '- x y x x y',
  'flows.test': '- x y x x y',
  'flows.shared': '- x y y y y',
  'flows.runForm': '- x y x x y',
  'flows.run': '- x y x x y',
  'apiEndpoints.summary': '- x y x x y',
  'apiEndpoints.url': '- x y x x y',
  'apiEndpoints.secret': '- x y x x y',
  'apiEndpoints.renewAddress': '- x y x x y',
  'apiEndpoints.renewSecret': '- x y x x y',
  'flows.testEventDraft': '- x y x x y',
  'flows.sendTestEvent': '- x y x x y',
  'flows.signTestEvent': '- x y x x y',

  'subscriptions.switchOn': '- x y x x y',
  'subscriptions.switchOff': '- x y x x y',
  'subscriptions.reRegister': '- x y x x y',
  'subscriptions.rotate': '- x y x x y',
  'subscriptions.cancelReplacing': '- x y x x y',
  'subscriptions.pause': '- x y x x y',
  'subscriptions.progress': '- y y x x y',
  'subscriptions.list': '- y y n n y',
  'subscriptions.get': '- y y x x y',
  'subscriptions.eventUrl': '- x y x x y',
  'subscriptions.signingSecret': '- x y x x y',
  'subscriptions.moved': '- x y y y y',
  'subscriptions.moveHouse': '- x y x x y',
  'subscriptions.upgradePlan': '- x y y y y',
  'subscriptions.upgrades': '- x y y y y',
  'subscriptions.upgrade': '- x y x x y',
  'subscriptions.registrations': '- y y n n y',
  'subscriptions.uncertain': '- n n n n n',
  'subscriptions.registration': '- y y x x y',
  'subscriptions.closeUncertain': '- x y x x y',
  'subscriptions.cleanupEntries': '- y y n n y',
  'subscriptions.retryCleanupEntry': '- x y x x y',
  'subscriptions.closeCleanupEntry': '- x y x x y',
  'subscriptions.renewNow': '- x y x x y',
  'subscriptions.compare': '- x y x x y',

  'orphans.list': '- x x x y y',
  'orphans.remove': '- x x x y y',
  'orphans.ignore': '- x x x y y',
  'drift.list': '- x x x y y',
  'drift.ignore': '- x x x y y',

  'alerts.list': '- y y y y y',
  'alerts.unseen': '- y y y y y',
  'alerts.markSeen': '- x y y y y',

  'alertEndpoints.list': '- x x x x y',
  'alertEndpoints.add': '- x x x x y',
  'alertEndpoints.change': '- x x x x y',
  'alertEndpoints.setOn': '- x x x x y',
  'alertEndpoints.rotate': '- x x x x y',
  'alertEndpoints.remove': '- x x x x y',
  'alertEndpoints.test': '- x x x x y',
  'alertEndpoints.messages': '- x x x x y',

  'dryRuns.begin': '- x x x y y',
  'dryRuns.progress': '- x x x y y',
  'dryRuns.cancel': '- x x x y y',

  'listening.begin': '- x x x y y',
  'listening.progress': '- x x x x y',
  'listening.extend': '- x x x x y',
  'listening.end': '- x x x x y',

  'deliveries.list': '- y y x x y',
  'deliveries.chart': '- y y x x y',
  'deliveries.get': '- y y x x y',
  'deliveries.refusals': '- y y x x y',
  'deliveries.signAnew': '- x y x x y',
  'deliveries.replay': '- x y x x y',
  'deliveries.countReplayable': '- x y x x y',
  'deliveries.replayMany': '- x y x x y',
  'deliveries.replays': '- x y n n y',
  'deliveries.stopReplays': '- x y x x y',

  'search.byId': '- y y y y y',

  'runs.list': '- y y x x y',
  'runs.suspended': '- y y x x y',
  'runs.underWay': '- y y x x y',
  'runs.get': '- y y x x y',
  'runs.open': '- x y x x y',
  'runs.replay': '- x y x x y',
  'runs.replayChoices': '- x y x x y',
  'runs.goOn': '- x y x x y',
  'runs.cancel': '- x y x x y',

  'keeping.rules': '- y y y y y',
  'keeping.setRules': '- x x x x y',
  'keeping.size': '- x x x x y',
  'keeping.ofFlow': '- x y x x y',
  'keeping.redactFlow': '- x y x x y',
  'keeping.clearings': '- x y n n y',
  'keeping.clear': '- x y x x y',
  'keeping.clearAll': '- x x x x y',

  'savedViews.list': '- n y n n n',
  'savedViews.save': '- x y y y y',
  // What is another's is not there.
  'savedViews.change': '- x y y y y',
  'savedViews.remove': '- x y y y y'
}

let stub: StubService
let server: TestServer
let cookies: Record<Caller, string | null>
let inputs: EveryInput

const signedIn = async (name: string, role: Role): Promise<string> => {
  await server.api.people.add.mutate({ name, password: goodPassword, role })
  return signInAs(server.url, name)
}

beforeAll(async () => {
  // Registers whatever it is asked to, and refuses to remove it.
  stub = await startStub(async asked =>
    asked.startsWith('DELETE') ? { status: 500 } : { status: 201, json: { id: 'sub_1' } }
  )
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: stub.url } })
  cookies = {
    nobody: null,
    viewer: await signedIn('Vera Example', 'viewer'),
    owner: await signedIn('Uma Example', 'user'),
    'other user': await signedIn('Olaf Example', 'user'),
    maker: await signedIn('Mia Example', 'maker'),
    admin: server.cookie
  }
  const upload = async (document: object): Promise<string> => {
    const sent = await fetch(`${server.url}/api/openapi?name=acme.json`, {
      ...{ method: 'POST', body: JSON.stringify(document), headers: { cookie: server.cookie } }
    })
    return ((await sent.json()) as UploadedDocument).id
  }
  inputs = await prepareInputs(server.api, connectApi(server.url, cookies.owner), stub, upload)
})
afterAll(async () => {
  await server?.remove()
  await stub?.stop()
})

/**
 * Act that creates a flow for each caller. It comes last, so that the lists of earlier acts do not show these
 * flows.
 */
const makesFlows: Act = 'agents.expose'

const acts = Object.keys(permissions)
  .filter((act): act is Act => act in matrix && act !== makesFlows)
  .concat(makesFlows)

const call = async (act: Act, caller: Caller, extra: object = {}): Promise<Answer> => {
  const input = await inputs[act]()
  return callProcedure(server.url, { act, cookie: cookies[caller], input: input && { ...input, ...extra } })
}

/** Faults that occur only after the permission check has passed. */
const beyondPermission = new Set([
  'connector.no-code-grant',
  'fields.unreadable',
  'password.unchanged',
  'subscription.already-on',
  'subscription.already-off',
  'cleanup.closed',
  'cleanup.busy',
  'subscription.registering',
  'subscription.not-uncertain',
  'moving.busy',
  'upgrade.busy',
  'subscription.replacing',
  'subscription.not-replacing',
  'version.has-problems',
  'flow.no-changes',
  'delivery.cannot-replay',
  'run.not-suspended',
  'agents.not-waiting',
  'replays.none',
  'replays.under-way',
  'sample.no-practice',
  'renewal.not-expiring',
  'reconciliation.no-listing',
  'orphan.gone',
  'breaker.closed',
  'view.gone',
  'dry-run.gone',
  'subscription.secret-registered',
  // The documents are the admin's.
  'openapi.document-gone',
  'agents.request-gone',
  'agents.client-gone',
  'agent-events.unknown-subscription'
])

/** Returns the letter of the matrix for a response. */
const letterOf = ({ status, fault, data }: Answer): string => {
  if (fault === null) {
    const rows = typeof data === 'object' && data !== null && 'rows' in data ? data.rows : data
    return Array.isArray(rows) && rows.length === 0 ? 'n' : 'y'
  }
  if (status === 401 && fault.code === 'sign-in.needed') return '-'
  if (status === 403 && fault.code === 'permission.denied') return 'x'
  return beyondPermission.has(fault.code) ? 'y' : fault.code
}

test('[row 6b] every procedure has a row in the table and in the matrix, and every row a procedure', () => {
  const procedures = Object.keys(appRouter._def.procedures).toSorted()
  expect(Object.keys(permissions).toSorted()).toEqual(procedures)
  expect(Object.keys(matrix).toSorted()).toEqual(procedures)
})

describe('[row 6b] who may call', () => {
  test.each(acts)('%s', async act => {
    const found: string[] = []
    for (const caller of callers) found.push(letterOf(await call(act, caller)))
    // Everything but lists of the owner's things is shown as it is, also when there is nothing.
    const letters = matrix[act].includes('n') ? found : found.map(letter => (letter === 'n' ? 'y' : letter))
    expect(letters.join(' ')).toBe(matrix[act])
  })
})

describe('who may call with a key', () => {
  const holders = { viewer: 'viewer', owner: 'user', admin: 'admin' } as const
  const keys = new Map<string, string>()
  beforeAll(async () => {
    for (const caller of ['viewer', 'owner', 'admin'] as const) {
      const limits = { role: holders[caller], connectorIds: null, expiresAt: Date.now() + DAY }
      const { token } = await connectApi(server.url, cookies[caller]).apiKeys.create.mutate({
        ...{ name: 'Matrix', ...limits }
      })
      keys.set(caller, token)
    }
  })

  /** Returns the outcome of a call as text, without lists, which vary. */
  const told = (answer: Answer): string => letterOf(answer).replace(/^n$/, 'y')

  test.each(acts)('%s', async act => {
    for (const caller of ['viewer', 'owner', 'admin'] as const) {
      const bySession = await call(act, caller)
      const input = await inputs[act]()
      const byKey = await callProcedure(server.url, {
        ...{ act, cookie: null, key: keys.get(caller) ?? '', input }
      })
      if (!closedToKeys.has(act)) expect([caller, told(byKey)]).toEqual([caller, told(bySession)])
      else expect([caller, byKey.status]).toEqual([caller, 403])
    }
  })
})

describe('who may see a run', () => {
  const lettersOf = async (runId: string | undefined): Promise<string> => {
    const found: string[] = []
    for (const caller of callers) {
      const cookie = cookies[caller]
      found.push(letterOf(await callProcedure(server.url, { act: 'runs.get', cookie, input: { runId } })))
    }
    return found.join(' ')
  }

  test.each([
    ['makerFlows.test', '- x x x y y'],
    ['testConnections.ping', '- x x x y y']
  ] as const)('made by %s', async (act, letters) => {
    const { data } = await call(act, 'admin')
    expect(await lettersOf(z.object({ id: z.string() }).parse(data).id)).toBe(letters)
  })

  test.each(['registration', 'deregistration'] as const)('of a user’s %s', async kind => {
    const owner = connectApi(server.url, cookies.owner)
    const ids = (await owner.subscriptions.list.query({ flowId: null })).map(({ id }) => id)
    const found = await Promise.all(ids.map(id => owner.subscriptions.get.query({ subscriptionId: id })))
    const attempts = found.flatMap(each => each.attempts)
    const runId = attempts.find(attempt => attempt.kind === kind && attempt.runId !== null)?.runId
    expect(await lettersOf(runId ?? undefined)).toBe('- y y x x y')
  })
})

describe('a viewer', () => {
  const shown = (act: Act) => call(act, 'viewer').then(({ data }) => JSON.stringify(data))

  test('sees the list of flows without their documents', async () => {
    const text = await shown('flows.list')
    expect(text).toContain('"name":"On"')
    expect(text).not.toContain('"doc"')
  })

  test('sees only the code of a fault, where its owner sees the message', async () => {
    const { data } = await call('subscriptions.cleanupEntries', 'owner')
    const Entries = z.array(z.object({ why: z.looseObject({ code: z.string(), message: z.string() }) }))
    const [entry] = Entries.parse(data)
    const [seen] = Entries.parse((await call('subscriptions.cleanupEntries', 'viewer')).data)
    expect(seen?.why.code).toBe(entry?.why.code)
    expect(seen?.why).toMatchObject({
      message: 'Only the owner can see this error.',
      details: {}
    })
    expect(entry?.why.message).not.toBe(seen?.why.message)
  })

  test('sees no value with which a flow was turned on, in any procedure', async () => {
    // The option of the owner's greeting, which its registration and its deregistration are given as well.
    const value = '"user.created"'
    const owner = connectApi(server.url, cookies.owner)
    const viewer = connectApi(server.url, cookies.viewer)
    const subscriptions = await owner.subscriptions.list.query({ flowId: null })
    expect(JSON.stringify(subscriptions)).toContain(value)
    const mayAsk = acts.filter(act => matrix[act].startsWith('- y') && act !== 'changes.watch')
    const seen: [string, unknown][] = []
    for (const act of mayAsk) seen.push([act, (await call(act, 'viewer')).data])
    for (const { id: subscriptionId, flowId } of subscriptions) {
      const { subscription, attempts } = await viewer.subscriptions.get.query({ subscriptionId })
      seen.push(['subscriptions.get', subscription])
      seen.push(['subscriptions.progress', await viewer.subscriptions.progress.query({ flowId })])
      for (const runId of attempts.flatMap(attempt => attempt.runId ?? [])) {
        seen.push(['runs.get', await viewer.runs.get.query({ runId })])
      }
    }
    expect(
      seen.filter(([, data]) => JSON.stringify(data ?? null).includes(value)).map(([act]) => act)
    ).toEqual([])
  })
})

describe('an input with unknown keys', () => {
  test.each(
    acts.filter(
      act =>
        ![
          'people.me',
          'people.list',
          'installation.get',
          'installation.server',
          'installation.processes',
          'installation.checklist',
          'installation.loadSample',
          'people.names',
          'apiKeys.list',
          'agents.clients',
          'agents.request',
          'agents.subscriptions',
          'agents.tools',
          'agents.approvals',
          'bin.list',
          'flows.overview',
          'flows.shared',
          'connectors.list',
          'connectors.tallies',
          'gallery.list',
          'events.list',
          'actions.list',
          'connections.overview',
          'deliveries.replays',
          'keeping.rules',
          'keeping.size',
          'keeping.clearings',
          'flows.list',
          'subscriptions.moved',
          'subscriptions.uncertain',
          'subscriptions.cleanupEntries',
          'orphans.list',
          'openBreakers.list',
          'alerts.unseen',
          'alertEndpoints.list'
        ].includes(act)
    )
  )('is refused by %s', async act => {
    for (const key of ['ownerId', 'role', 'isAdmin']) {
      // A person does have a role, and so has a key.
      const haveRoles = ['people.add', 'people.roleEffects', 'people.setRole', 'apiKeys.create']
      if (haveRoles.includes(act) && key === 'role') continue
      const { status, fault } = await call(act, 'admin', { [key]: 'admin' })
      expect([status, fault?.code]).toEqual([400, 'input.invalid'])
      expect(fault?.message).toContain(`“${key}”`)
    }
  })
})

describe('an invalid input', () => {
  const admin = (act: Act, input: unknown) => callProcedure(server.url, { act, cookie: server.cookie, input })

  test.each<[Act, object, string]>([
    ['connectors.create', { name: '   ' }, 'Enter a name for the connector. (at name)'],
    [
      'connectors.create',
      { name: 'x'.repeat(81) },
      'A connector name has at most 80 characters. Shorten it. (at name)'
    ],
    ['flows.create', { name: '' }, 'Enter a name for the flow. (at name)'],
    [
      'connections.create',
      { connectorId: '01900000-0000-7000-8000-000000000000', name: '', values: {} },
      'Enter a name for the connection. (at name)'
    ],
    [
      'subscriptions.closeCleanupEntry',
      { entryId: '01900000-0000-7000-8000-000000000000', reason: ' ' },
      'Enter the reason for closing the entry. (at reason)'
    ]
  ])('is refused by %s with a sentence: %o', async (act, input, sentence) => {
    const { status, fault } = await admin(act, input)
    expect([status, fault?.code, fault?.message]).toEqual([400, 'input.invalid', sentence])
  })

  test.each([undefined, null, 'text', 7, [], {}, { connectorId: 'no id' }, { connectorId: { $ne: 1 } }])(
    'such as %j is refused with 400',
    async input => {
      const { status, fault } = await admin('connectors.get', input)
      expect([status, fault?.code]).toEqual([400, 'input.invalid'])
      expect(fault?.message).toMatch(
        /^The (input|value at “connectorId”) is not valid \(Invalid .+\)\. Correct it and try again\.$/
      )
    }
  )

  test('is refused with 400 when it is not JSON', async () => {
    const answered = await overHttp(`${server.url}/trpc/connectors.create`, {
      method: 'POST',
      headers: { cookie: server.cookie, 'content-type': 'application/json' },
      body: '{"name":'
    })
    expect(answered.status).toBe(400)
    expect(JSON.parse(answered.text).error.data.fault.code).toBe('input.invalid')
  })

  test('is refused with 404 for an unknown procedure', async () => {
    const answered = await overHttp(`${server.url}/trpc/connectors.explode`, {
      headers: { cookie: server.cookie }
    })
    expect(answered.status).toBe(404)
    expect(JSON.parse(answered.text).error.data.fault.code).toBe('page.gone')
  })
})
