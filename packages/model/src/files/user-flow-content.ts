import { z } from 'zod'
import type { FlowContent } from './connector-content.ts'
import { ConnectorKey } from './connector-file.ts'
import { flowFileParts } from './flow-file.ts'

/** A connection that a flow uses; files name it and its connector. */
export interface NamedConnection {
  id: string
  name: string
  connectorKey: string
}

/** A connector that a flow uses, with the ids of its parts in the installation. */
export interface UsedConnector {
  id: string
  key: string
  /** Versions that cards of the flow use. Files do not tell them apart: they stand for the deployed one. */
  versionIds: string[]
  /** Events and actions that cards of the flow use. */
  flows: { id: string; key: string; name: string | null }[]
}

/** A user's flow as files hold it, with its helper flows and what it uses outside itself. */
export interface UserFlowContent {
  flow: FlowContent
  helpers: FlowContent[]
  connectors: UsedConnector[]
  connections: NamedConnection[]
}

/** Name of the main file of a user's flow. */
export const USER_FLOW_FILE = 'flow.yaml'

/** The file of a helper flow. */
export const HelperFlowFile = z.strictObject(flowFileParts)

/** The file `flow.yaml`: a user's flow, and the connections that it and its helper flows name. */
export const UserFlowFile = z.strictObject({
  ...flowFileParts,
  connections: z
    .record(
      z.string().regex(/^[a-z0-9-]{1,60}$/, 'A connection is named by lower-case letters, digits and -.'),
      z.strictObject({ connector: ConnectorKey, name: z.string().min(1).max(200) })
    )
    .optional()
})
