import { literal, pill, redirectPathOf, text } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawFlow } from './seed/draw-flow.ts'
import { deployDraft } from './testing/action-connector.ts'
import type { Api } from './testing/api-client.ts'
import { type Emulator, startEmulator } from './testing/emulate.ts'
import { findFreePort } from './testing/free-port.ts'
import {
  type DeployedConnector,
  galleryAction,
  galleryEvent,
  outputsOfRun,
  runActions
} from './testing/gallery-cards.ts'
import { importFromGallery, signInAtEmulated } from './testing/gallery-connector.ts'
import { keyForAgent, openMcpClient } from './testing/mcp-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let server: TestServer
let github: Emulator
let linear: Emulator
let githubConnector: DeployedConnector
let linearConnector: DeployedConnector

const client = { client_id: 'emulated-client', client_secret: 'emulated client secret' }
const githubToken = 'emulated-github-token'
const linearKey = 'emulated-linear-key'
const linearScopes = ['read', 'write', 'issues:create', 'comments:create', 'admin']

beforeAll(async () => {
  const ports = { github: await findFreePort(), linear: await findFreePort() }
  const hosts = { github: `127.0.0.1:${ports.github}`, linear: `127.0.0.1:${ports.linear}` }
  const urls = { github: `http://${hosts.github}`, linear: `http://${hosts.linear}` }
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: Object.values(urls).join(',') } })
  const { api } = server
  const githubImport = await importFromGallery(api, 'github', [
    ['https://api.github.com', urls.github],
    ['https://github.com', urls.github],
    ['- api.github.com', `- "${hosts.github}"`]
  ])
  const linearImport = await importFromGallery(api, 'linear', [
    ['https://api.linear.app', urls.linear],
    ['https://linear.app/oauth', `${urls.linear}/oauth`],
    ['- api.linear.app', `- "${hosts.linear}"`]
  ])
  githubConnector = { ...githubImport, versionId: await deployDraft(api, githubImport.connectorId) }
  linearConnector = { ...linearImport, versionId: await deployDraft(api, linearImport.connectorId) }
  const apps = (key: string) => [
    { ...client, name: 'Hookwright', redirect_uris: [`${server.url}${redirectPathOf(key)}`] }
  ]
  github = await startEmulator({
    ...{ service: 'github', port: ports.github, path: '/user' },
    seed: {
      tokens: { [githubToken]: { login: 'octocat', scopes: ['repo', 'admin:repo_hook'] } },
      github: {
        users: [{ login: 'octocat', name: 'The Octocat' }],
        repos: [{ owner: 'octocat', name: 'hello-world', auto_init: true }],
        oauth_apps: apps(githubImport.key)
      }
    }
  })
  linear = await startEmulator({
    ...{ service: 'linear', port: ports.linear, path: '/' },
    seed: {
      linear: {
        organization: { name: 'Acme', url_key: 'acme' },
        users: [{ email: 'ada@acme.example', name: 'Ada', admin: true }],
        teams: [
          {
            key: 'ENG',
            name: 'Engineering',
            states: [
              { name: 'Todo', type: 'unstarted' },
              { name: 'Done', type: 'completed' }
            ]
          }
        ],
        oauth_apps: apps(linearImport.key).map(app => ({ ...app, scopes: linearScopes, actor: 'user' })),
        tokens: [{ token: linearKey, user: 'ada@acme.example', scopes: linearScopes }],
        strict_scopes: true
      }
    }
  })
})
afterAll(async () => {
  await server?.remove()
  await github?.stop()
  await linear?.stop()
})

/** Creates a connection, signs it in at the service, and tests it. Returns its id. */
const signIn = async (api: Api, { connectorId }: DeployedConnector, person: string): Promise<string> => {
  const { id } = await api.connections.create.mutate({
    ...{ connectorId, name: 'Signed in', methodId: 'oauth', values: client }
  })
  await signInAtEmulated(server, api.connections, id, person)
  const run = await api.connections.ping.mutate({ connectionId: id })
  expect(run.status).toEqual({ is: 'succeeded' })
  return id
}

describe('GitHub of the gallery, against emulate', () => {
  const repository = literal('octocat/hello-world')
  const ask = async (path: string): Promise<unknown> => {
    const { text: body } = await overHttp(`${github.url}/repos/octocat/hello-world${path}`, {
      headers: { authorization: `Bearer ${githubToken}` }
    })
    return JSON.parse(body)
  }

  test('signs in with an OAuth app, and runs every action', async () => {
    const { api } = server
    const connection = await signIn(api, githubConnector, 'octocat')
    const action = (id: string, name: string, inputs: Parameters<typeof galleryAction>[4]) =>
      galleryAction(githubConnector, id, name, connection, { repository, ...inputs })
    const ran = await runActions(api, 'GitHub actions', [
      action('create', 'Create issue', {
        title: literal('Printer is out of paper'),
        labels: literal(['bug'])
      }),
      action('comment', 'Add comment', { issueNumber: pill('create', 'number'), text: literal('Me too') }),
      action('labels', 'Add labels', { issueNumber: pill('create', 'number'), labels: literal(['office']) }),
      action('update', 'Update issue', { issueNumber: pill('create', 'number'), state: literal('closed') }),
      action('get', 'Get issue', { issueNumber: pill('create', 'number') }),
      action('list', 'List issues', { state: literal('all') }),
      action('repo', 'Get repository', {}),
      action('release', 'Create release', { tag: literal('v1.0.0'), name: literal('First') })
    ])
    expect(ran).toMatchObject({
      create: { title: 'Printer is out of paper', state: 'open', author: 'octocat' },
      comment: { id: expect.any(Number), createdAt: expect.any(String) },
      labels: { labels: expect.arrayContaining(['bug', 'office']) },
      update: { state: 'closed' },
      get: { title: 'Printer is out of paper', state: 'closed' },
      list: { issues: [expect.objectContaining({ title: 'Printer is out of paper' })] },
      repo: { fullName: 'octocat/hello-world', private: false },
      release: { tag: 'v1.0.0', id: expect.any(Number) }
    })
  })

  test('lets an agent call an action as a tool', async () => {
    const { api } = server
    const { connectorId, versionId } = githubConnector
    const { id: connectionId } = await api.connections.create.mutate({
      ...{ connectorId, name: 'Token of an agent', methodId: 'token', values: { token: githubToken } }
    })
    const { name } = await api.agents.expose.mutate({
      ...{ versionId, actionFlowId: githubConnector.flowId('Create issue'), connectionId, asksFirst: false }
    })
    await waitFor(
      () => api.agents.tools.query(),
      ([tool]) => tool?.isOn === true
    )
    const client = openMcpClient(server.url, await keyForAgent(api))
    const { tools } = await client.call('tools/list')
    expect(tools).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'gallery_github_create_issue' })])
    )
    const given = { repository: 'octocat/hello-world', title: 'The lift is stuck', labels: ['bug'] }
    expect(await client.call('tools/call', { name, arguments: given })).toMatchObject({
      structuredContent: { state: 'done', outputs: { title: 'The lift is stuck', state: 'open' } }
    })
    expect(await ask('/issues?state=open')).toMatchObject([{ title: 'The lift is stuck' }])
    const nowhere = { ...given, repository: 'octocat/nowhere' }
    expect(await client.call('tools/call', { name, arguments: nowhere })).toMatchObject({ isError: true })
  })

  test('registers a webhook, lists it, receives a signed event, and deletes it', async () => {
    const { api } = server
    const { id: connection } = await api.connections.create.mutate({
      ...{
        connectorId: githubConnector.connectorId,
        name: 'Token',
        methodId: 'token',
        values: { token: githubToken }
      }
    })
    const flowId = await addFlow(
      api,
      'Answer issues',
      drawFlow(
        galleryEvent(githubConnector, 'Issue opened', connection, { repository }),
        galleryAction(githubConnector, 'answer', 'Add comment', connection, {
          repository,
          issueNumber: pill('event', 'number'),
          text: text('Thank you, ', pill('event', 'author'))
        })
      )
    )
    const { subscription, eventUrl } = await turnOn(api, flowId)
    expect(await ask('/hooks')).toMatchObject([
      { active: true, events: ['issues'], config: { url: eventUrl } }
    ])
    const compared = await api.subscriptions.compare.mutate({ flowId, subscriptionId: subscription.id })
    expect(compared).toMatchObject({ listed: 1, fine: 1, missing: [] })

    await overHttp(`${github.url}/repos/octocat/hello-world/issues`, {
      method: 'POST',
      headers: { authorization: `Bearer ${githubToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'The door squeaks' })
    })
    const outputs = await outputsOfRun(api, flowId)
    expect(outputs.event).toMatchObject({ title: 'The door squeaks', author: 'octocat', state: 'open' })
    const { number } = outputs.event as { number: number }
    expect(await ask(`/issues/${number}/comments`)).toMatchObject([{ body: 'Thank you, octocat' }])

    await turnOff(api, flowId)
    expect(await ask('/hooks')).toEqual([])
    expect(await api.subscriptions.cleanupEntries.query()).toEqual([])
  })
})

describe('Linear of the gallery, against emulate', () => {
  const ask = async (query: string): Promise<Record<string, unknown>> => {
    const { text: body } = await overHttp(`${linear.url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${linearKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query })
    })
    return JSON.parse(body).data
  }
  const teamId = async (): Promise<string> => {
    const { teams } = (await ask('{ teams { nodes { id } } }')) as { teams: { nodes: { id: string }[] } }
    return teams.nodes[0]?.id ?? ''
  }

  test('signs in with an OAuth app, and runs every action', async () => {
    const { api } = server
    const connection = await signIn(api, linearConnector, 'Ada')
    const team = literal(await teamId())
    const action = (id: string, name: string, inputs: Parameters<typeof galleryAction>[4]) =>
      galleryAction(linearConnector, id, name, connection, inputs)
    const ran = await runActions(api, 'Linear actions', [
      action('create', 'Create issue', {
        team,
        title: literal('Printer is out of paper'),
        priority: literal(2)
      }),
      action('update', 'Update issue', {
        issueId: pill('create', 'id'),
        title: literal('Printer is broken')
      }),
      action('comment', 'Add comment', { issueId: pill('create', 'id'), text: literal('Indeed') }),
      action('get', 'Get issue', { issueId: pill('create', 'id') }),
      action('list', 'List issues', { team, most: literal(10) }),
      action('members', 'List members', {})
    ])
    expect(ran).toMatchObject({
      create: {
        title: 'Printer is out of paper',
        priority: 2,
        identifier: expect.stringMatching(/^ENG-\d+$/)
      },
      update: { title: 'Printer is broken' },
      comment: { text: 'Indeed' },
      get: { title: 'Printer is broken', state: 'Todo' },
      list: { issues: expect.arrayContaining([expect.objectContaining({ title: 'Printer is broken' })]) },
      members: { members: expect.arrayContaining([expect.objectContaining({ name: 'Ada' })]) }
    })
  })

  test('registers a webhook, lists it, receives a signed event, and deletes it', async () => {
    const { api } = server
    const connection = await signIn(api, linearConnector, 'Ada')
    const team = literal(await teamId())
    const flowId = await addFlow(
      api,
      'Answer Linear issues',
      drawFlow(
        galleryEvent(linearConnector, 'Issue created', connection, { team }),
        galleryAction(linearConnector, 'answer', 'Add comment', connection, {
          issueId: pill('event', 'id'),
          text: literal('Thank you')
        })
      )
    )
    const { subscription, eventUrl } = await turnOn(api, flowId)
    const hooks = '{ webhooks { nodes { url enabled } } }'
    expect(await ask(hooks)).toEqual({ webhooks: { nodes: [{ url: eventUrl, enabled: true }] } })
    const compared = await api.subscriptions.compare.mutate({ flowId, subscriptionId: subscription.id })
    expect(compared).toMatchObject({ listed: 1, fine: 1, missing: [] })

    await ask(
      `mutation { issueCreate(input: { teamId: "${await teamId()}", title: "The door squeaks" }) { success } }`
    )
    const outputs = await outputsOfRun(api, flowId)
    expect(outputs.event).toMatchObject({ title: 'The door squeaks' })

    await turnOff(api, flowId)
    expect(await ask(hooks)).toEqual({ webhooks: { nodes: [] } })
    expect(await api.subscriptions.cleanupEntries.query()).toEqual([])
  })
})
