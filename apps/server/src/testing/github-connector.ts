import { literal, one, pill, text } from '@hookwright/model'
import { card, drawFlow, field } from '../seed/draw-flow.ts'
import type { Api } from './api-client.ts'
import type { EmulatedGithub } from './emulate.ts'

const repositoryInput = field('repository', 'Repository')

const register = drawFlow(
  card('webhook-registration', 'start', {
    config: { inputs: [repositoryInput, field('secret', 'Secret', { required: false })] }
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

/**
 * Creates and deploys a GitHub connector with the event “Issue opened”, and adds a connection.
 *
 * Turning on a flow with this event registers a webhook at the service. If `secret` is set, GitHub signs its
 * events.
 */
export const deployGithub = async (api: Api, github: EmulatedGithub) => {
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
          options: [repositoryInput, field('secret', 'Secret', { required: false })],
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
  const { id: connectionId } = await api.connections.create.mutate({
    connectorId,
    name: 'The octocat',
    values: { token: github.token }
  })
  return { connectorId, versionId, eventFlowId: event.id, connectionId }
}
