import { type Act, appRouter, closedToKeys, permissions, type UploadedDocument } from '@hookwright/api'
import { DAY, type Role } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { connectApi } from './testing/api-client.ts'
import { type Answer, callProcedure } from './testing/call-procedure.ts'
import { type EveryInput, prepareInputs } from './testing/every-input.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { type Caller, callers, matrix } from './testing/permission-matrix.ts'
import { goodPassword, signInAs } from './testing/sign-in.ts'
import { type StubService, startStub } from './testing/stub-service.ts'

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
 * Procedure that creates a flow for each caller. It is tested last, so that the lists of other procedures do
 * not show these flows.
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

/**
 * Returns the matrix letter for a response: `y` allowed, `n` allowed with an empty list, `x` denied, `-` not
 * signed in. Faults after the permission check count as `y`; any other fault is returned as its code.
 */
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

  /**
   * Returns the matrix letter for a response. An empty list counts as `y` (allowed), since the content of
   * lists varies.
   */
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
