import type { Connector, VersionSnapshot } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'

/** A drafted connector as a version would freeze it: its active flows, one without a name under an empty one. */
export const snapshotOf = (connector: Connector, flows: FlowRow[]): VersionSnapshot => ({
  schemaVersion: 1,
  name: connector.name,
  description: connector.description,
  authentication: connector.authentication,
  branding: connector.branding,
  flows: flows
    .filter(flow => flow.active)
    .map(({ id, name, description, doc }) => ({ id, name: name ?? '', description, doc }))
})
