import { type Flow, type Id, listOf, pill, text } from '@hookwright/model'
import { card, drawFlow, field } from '../seed/draw-flow.ts'
import type { Api } from './api-client.ts'

/** A deployed connector without credentials. Its event has a dropdown that is filled by a helper flow. */
interface TeamsConnector {
  connectorId: Id
  versionId: Id
  eventFlowId: Id
  helperId: Id
}

/** A helper flow that returns the teams of a region. */
const teamsHelper: Flow = drawFlow(
  card('helper-flow', 'start', { config: { inputs: [field('region', 'Region')] } }),
  card('json-parse', 'teams', {
    inputs: {
      text: text(
        '[{ "display": "Sales in the ',
        pill('start', 'region'),
        '", "value": "sales-',
        pill('start', 'region'),
        '" }, { "value": "everyone" }]'
      )
    }
  }),
  card('return', 'return', {
    config: { fields: [field('teams', 'Teams', { dataType: listOf('object'), required: false })] },
    inputs: { teams: pill('teams', 'output') }
  })
)

/** Event with two options: a region and a team. The helper flow returns the teams of the region. */
const teamEvent = (helperId: Id): Flow =>
  drawFlow(
    card('webhook-event', 'event', {
      config: {
        options: [
          field('region', 'Region'),
          field('team', 'Team', {
            fieldType: 'dropdown',
            choices: { from: 'flow', flowId: helperId, inputs: { region: { option: 'region' } } }
          })
        ],
        registrationFlowId: null,
        deregistrationFlowId: null
      }
    }),
    card('return-outputs', 'return', {
      config: { groups: [{ id: 'team', name: 'Team', fields: [field('name', 'Name')] }], runMode: false },
      inputs: { name: pill('event', 'body', ['name']) }
    })
  )

/** Creates the connector for teams and deploys it. Its event has a dropdown that a helper flow fills. */
export const deployTeams = async (api: Api, name = 'Acme Teams'): Promise<TeamsConnector> => {
  const { id: connectorId } = await api.connectors.create.mutate({ name })
  const draw = async (name: string, doc: Flow): Promise<Id> =>
    (await api.makerFlows.create.mutate({ connectorId, name, doc })).id
  const helperId = await draw('Teams', teamsHelper)
  const eventFlowId = await draw('Team changed', teamEvent(helperId))
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  return { connectorId, versionId, eventFlowId, helperId }
}
