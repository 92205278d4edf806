import { problemsOf, type Specs } from '@hookwright/engine'
import { Fault, flawOfFlowName, type Id, type Version, type VersionSnapshot } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'
import { kindOf } from '../flows/kind-of.ts'
import { surroundingsOfMaker } from '../flows/reach.ts'
import type { Outside } from '../outside.ts'

/** What stands in the way of a version: a flow of the connector, and a sentence. */
export interface Finding {
  flowId: Id | null
  flowName: string | null
  cardId: string | null
  message: string
}

/** What can be done with versions. */
export interface Versions {
  /** All that keeps the drafted connector from becoming a version. Throws `connector.gone`. */
  validate: (connectorId: Id) => Promise<Finding[]>
  /** Freezes the draft under the next number. Throws `version.has-problems`, `connector.gone`. */
  create: (given: { connectorId: Id; note: string; by: string }) => Promise<Version>
  list: (connectorId: Id) => Promise<Version[]>
  /** Throws `version.gone`. */
  get: (id: Id) => Promise<{ version: Version; snapshot: VersionSnapshot }>
  /** Makes it the one that users get; an older one rolls back. Throws `version.gone`. */
  deploy: (id: Id, given: { visible: boolean; note: string }) => Promise<Version>
}

const nameFindings = (flows: FlowRow[], specs: Specs): Finding[] => {
  const seen = new Map<string, FlowRow>()
  return flows.flatMap(flow => {
    const about = { flowId: flow.id, flowName: flow.name, cardId: null }
    const key = flow.name?.toLowerCase()
    if (key !== undefined && seen.has(key)) {
      return [
        {
          ...about,
          message: `Two active flows are named “${flow.name}”; rename one of them or switch it off.`
        }
      ]
    }
    if (key !== undefined) seen.set(key, flow)
    const isAuthping = kindOf(flow.doc, specs) === 'authping' && flow.name === '_authping'
    const flaw = isAuthping ? null : flawOfFlowName(flow.name)
    return flaw === null ? [] : [{ ...about, message: flaw }]
  })
}

export const createVersions = (given: { store: Store; specs: Specs; outside: Outside }): Versions => {
  const { store, specs, outside } = given

  const draftOf = async (connectorId: Id) => {
    const connector = await store.connectors.find(connectorId)
    if (connector === null) throw new Fault('connector.gone')
    const flows = (await store.flows.list(connectorId)).filter(flow => flow.active)
    return { connector, flows }
  }

  const validate = async (connectorId: Id): Promise<Finding[]> => {
    const { connector, flows } = await draftOf(connectorId)
    const surroundings = surroundingsOfMaker(connector.authentication, flows, specs)
    const inFlows = flows.flatMap(flow =>
      problemsOf(flow.doc, specs, surroundings).map(problem => ({
        flowId: flow.id,
        flowName: flow.name,
        cardId: problem.card,
        message: problem.message
      }))
    )
    return [...nameFindings(flows, specs), ...inFlows]
  }

  return {
    validate,
    create: async ({ connectorId, note, by }) => {
      const findings = await validate(connectorId)
      if (findings.length > 0) {
        const what = findings.map(finding => `${finding.flowName ?? 'A flow'}: ${finding.message}`).join(' ')
        throw new Fault('version.has-problems', { what })
      }
      const { connector, flows } = await draftOf(connectorId)
      const snapshot: VersionSnapshot = {
        schemaVersion: 1,
        name: connector.name,
        description: connector.description,
        authentication: connector.authentication,
        branding: connector.branding,
        flows: flows.map(({ id, name, description, doc }) => ({ id, name: name ?? '', description, doc }))
      }
      const version = {
        id: outside.newId(),
        connectorId,
        visible: true,
        note,
        createdAt: outside.clock(),
        createdBy: by
      }
      return store.versions.create(version, snapshot)
    },
    list: connectorId => store.versions.list(connectorId),
    get: async id => {
      const version = await store.versions.find(id)
      if (version === null) throw new Fault('version.gone')
      return version
    },
    deploy: (id, { visible, note }) => store.versions.deploy(id, { at: outside.clock(), visible, note })
  }
}
