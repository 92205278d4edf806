import { cardOf, flowOf } from '@hookwright/engine/testing'
import {
  type ActionEffect,
  type Agent,
  type Flow,
  type Id,
  type Json,
  one,
  pill,
  TASKS_EXTENSION,
  text
} from '@hookwright/model'
import type { AgentCall } from '../agents/agent-tools.ts'
import type { TestBackend } from './open-backend.ts'
import { pollUntil } from './poll-until.ts'

const field = (id: string, label: string, required = false, kind: 'text' | 'number' = 'text') => ({
  ...{ id, label, required },
  fieldType: 'text-field' as const,
  dataType: one(kind)
})

/** Returns an action that posts a title and outputs the id and number from the service's response. */
const createIssue = (effect: ActionEffect | undefined): Flow =>
  flowOf(
    cardOf('action', 'start', {
      options: [field('repo', 'Repository', true)],
      groups: [
        {
          ...{ id: 'issue', name: 'Issue' },
          fields: [field('f1', 'Title', true), field('f2', 'Days', false, 'number')]
        }
      ],
      ...(effect !== undefined && { effect })
    }),
    cardOf(
      'raw-request',
      'post',
      { method: 'POST' },
      { url: text('https://tracker.example/', pill('start', 'option.repo')), body: pill('start', 'f1') }
    ),
    cardOf(
      'return-outputs',
      'return',
      {
        groups: [
          {
            ...{ id: 'made', name: 'Made' },
            fields: [field('o1', 'Issue ID'), field('o2', 'Number', false, 'number')]
          }
        ],
        runMode: false
      },
      { o1: pill('post', 'json', ['id']), o2: pill('post', 'json', ['number']) }
    )
  )

/** Deployed action that members can expose. */
export interface TestAction {
  connectorId: Id
  versionId: Id
  actionFlowId: Id
}

/** Deploys a connector with one action. */
export const deployAction = async (
  { backend }: TestBackend,
  { name = 'Tracker', effect }: { name?: string; effect?: ActionEffect } = {}
): Promise<TestAction> => {
  const { id: connectorId } = await backend.connectors.create({ name, description: '' })
  const flow = await backend.flows.create({
    ...{ connectorId, ownerId: 'mia', name: 'Create Issue', doc: createIssue(effect) }
  })
  const { id: versionId } = await backend.versions.create({ connectorId, note: '', by: 'mia' })
  await backend.versions.deploy(versionId, { visible: true, note: '', by: 'mia' })
  return { connectorId, versionId, actionFlowId: flow.id }
}

/** Exposes an action for a member; resolves once it can be called. */
export const exposeAction = async (
  { backend }: TestBackend,
  { versionId, actionFlowId }: TestAction,
  {
    asksFirst = false,
    ownerId = 'uma',
    fixed
  }: { asksFirst?: boolean; ownerId?: string; fixed?: Record<string, Json> } = {}
): Promise<{ id: Id; name: string }> => {
  const choice = { versionId, actionFlowId, connectionId: null, asksFirst, ...(fixed && { fixed }) }
  const tool = await backend.agents.exposure.expose(choice, ownerId)
  await pollUntil(
    () => backend.agents.exposure.list(ownerId),
    tools => tools.find(({ id }) => id === tool.id)?.isOn === true
  )
  return tool
}

/** Returns an agent for tests: a client that acts for this member. */
export const agentOf = (memberId = 'uma', over: Partial<Agent> = {}): Agent => ({
  memberId,
  clientKey: 'oauth:claude',
  member: { id: memberId, name: 'Uma Example', role: 'user', ownItemsOnly: false },
  client: { name: 'Example Agent', host: 'agent.example', kind: 'oauth' },
  scopes: new Set(['tools', 'connectors']),
  connectorIds: null,
  ...over
})

/**
 * Returns a tool call by a client that stays connected. With `acceptsTasks`, the client declares that it can
 * fetch the result of a task later.
 */
export const callOf = (
  name: string,
  args: Record<string, unknown>,
  over: Partial<AgentCall> & { acceptsTasks?: boolean } = {}
): AgentCall => ({
  ...{ name, arguments: args, meta: {} },
  clientExtensions: new Set(over.acceptsTasks ? [TASKS_EXTENSION] : []),
  signal: new AbortController().signal,
  report: async () => {},
  ...over
})

/** Response of the service to the action. */
export const issueAnswer = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ id: 'ISSUE-1', number: 7 })
}

export const titleArgs = { repository: 'hall', title: 'A title' }
