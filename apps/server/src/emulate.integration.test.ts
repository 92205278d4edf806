import { createHmac, timingSafeEqual } from 'node:crypto'
import { literal, one, pill, text } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { type EmulatedGithub, startEmulatedGithub } from './testing/emulate.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { headerOf } from './testing/stored-deliveries.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let github: EmulatedGithub
let server: TestServer

beforeAll(async () => {
  github = await startEmulatedGithub()
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: github.url } })
})
afterAll(async () => {
  await server?.remove()
  await github?.stop()
})

/** Secret that signs GitHub's events: chosen by the user and sent to GitHub with the hook. */
const signingSecret = 'a secret for signing that only the two of us know'

const repositoryInput = field('repository', 'Repository')

const register = drawFlow(
  card('webhook-registration', 'start', {
    config: { inputs: [repositoryInput, field('secret', 'Secret')] }
  }),
  card('object-construct', 'config', {
    config: {
      keys: [
        { id: 'url', key: 'url', dataType: one('text') },
        { id: 'type', key: 'content_type', dataType: one('text') },
        { id: 'secret', key: 'secret', dataType: one('text') }
      ]
    },
    inputs: { url: pill('start', 'eventUrl'), type: literal('json'), secret: pill('start', 'secret') }
  }),
  card('object-construct', 'hook', {
    config: {
      keys: [
        { id: 'name', key: 'name', dataType: one('text') },
        { id: 'events', key: 'events', dataType: { kind: 'text', list: true } },
        { id: 'config', key: 'config', dataType: one('object') }
      ]
    },
    inputs: { name: literal('web'), events: literal(['issues']), config: pill('config', 'output') }
  }),
  card('raw-request', 'create', {
    config: { method: 'POST' },
    inputs: {
      url: text('/repos/', pill('start', 'repository'), '/hooks'),
      headers: literal({ accept: 'application/vnd.github+json' }),
      body: pill('hook', 'output')
    }
  }),
  card('registration-return', 'return', { inputs: { registrationData: pill('create', 'json') } })
)

const deregister = drawFlow(
  card('webhook-deregistration', 'start', { config: { inputs: [repositoryInput] } }),
  card('object-get', 'id', {
    inputs: { object: pill('start', 'registrationData'), path: literal('id') }
  }),
  card('raw-request', 'remove', {
    config: { method: 'DELETE' },
    inputs: { url: text('/repos/', pill('start', 'repository'), '/hooks/', pill('id', 'value')) }
  })
)

/** Creates a GitHub connector with one event and deploys it. */
const deployGithub = async () => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'GitHub' })
  await api.connectors.authenticate.mutate({
    connectorId,
    authentication: {
      kind: 'api-key',
      fields: [{ id: 'token', label: 'Token', entry: 'password', required: true }],
      baseUrl: literal(github.url),
      allowedHosts: [github.host],
      placement: {
        kind: 'header',
        name: 'Authorization',
        value: text('Bearer ', pill('connection', 'token'))
      }
    }
  })
  const opened = await api.makerFlows.create.mutate({ connectorId, name: 'Register', doc: register })
  const closed = await api.makerFlows.create.mutate({ connectorId, name: 'Deregister', doc: deregister })
  const event = await api.makerFlows.create.mutate({
    connectorId,
    name: 'Issue opened',
    doc: drawFlow(
      card('webhook-event', 'event', {
        config: {
          options: [repositoryInput, field('secret', 'Secret')],
          registrationFlowId: opened.id,
          deregistrationFlowId: closed.id
        },
        inputs: {
          'registration.repository': pill('event', 'option.repository'),
          'registration.secret': pill('event', 'option.secret'),
          'deregistration.repository': pill('event', 'option.repository')
        }
      }),
      card('return-outputs', 'return', {
        config: {
          groups: [
            {
              id: 'issue',
              name: 'Issue',
              fields: [
                field('title', 'Title'),
                field('number', 'Number', { dataType: one('number') }),
                field('event', 'Event')
              ]
            }
          ],
          runMode: false
        },
        inputs: {
          title: pill('event', 'body', ['issue', 'title']),
          number: pill('event', 'body', ['issue', 'number']),
          event: pill('event', 'headers', ['x-github-event'])
        }
      })
    )
  })
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  return { connectorId, versionId, eventFlowId: event.id }
}

test('a GitHub hook is made, an issue arrives byte for byte and is run, and the hook is gone again', async () => {
  const { api } = server
  const { connectorId, versionId, eventFlowId } = await deployGithub()
  const connection = await api.connections.create.mutate({
    connectorId,
    name: 'The octocat',
    values: { token: github.token }
  })
  const flowId = await addFlow(
    api,
    'Note issues',
    drawFlow(
      card('connector-event', 'event', {
        config: { connectorId, eventFlowId, versionId, connectionId: connection.id, runMode: 'each' },
        inputs: { repository: literal(github.repository), secret: literal(signingSecret) }
      }),
      card('compose', 'line', {
        inputs: { text: text('#', pill('event', 'number'), ' ', pill('event', 'title')) }
      })
    )
  )

  const { eventUrl } = await turnOn(api, flowId)
  expect(await github.hooks()).toMatchObject([
    { active: true, events: ['issues'], config: { url: eventUrl } }
  ])

  const title = 'The “Größe” of Zoë’s 🐙 is "wrong"\\n'
  await github.openIssue(title)
  const deliveries = await waitFor(
    async () => (await api.deliveries.list.query({ flowId })).rows,
    seen => seen.length > 0 && seen.every(delivery => delivery.status.is === 'done')
  )
  expect(deliveries).toHaveLength(1)
  const { arrival } = await api.deliveries.get.query({ deliveryId: deliveries[0]?.id ?? '' })
  const body = Buffer.from(arrival?.text ?? '')
  const signature = headerOf({ headers: arrival?.headers ?? [] }, 'x-hub-signature-256') ?? ''
  const expected = `sha256=${createHmac('sha256', signingSecret).update(body).digest('hex')}`
  expect(timingSafeEqual(Buffer.from(signature), Buffer.from(expected))).toBe(true)

  const [run] = (await api.runs.list.query({ flowId })).rows
  const { status, steps } = await api.runs.get.query({ runId: run?.id ?? '' })
  expect(status).toEqual({ is: 'succeeded' })
  expect(steps?.[0]?.outputs).toEqual({ title, number: 1, event: 'issues' })
  expect(steps?.at(-1)?.outputs).toEqual({ output: `#1 ${title}` })

  await turnOff(api, flowId)
  expect(await github.hooks()).toEqual([])
  expect(await api.subscriptions.cleanupEntries.query()).toEqual([])
})
