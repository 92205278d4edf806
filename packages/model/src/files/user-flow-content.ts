import { z } from 'zod'
import type { FlowContent } from './connector-content.ts'
import { ConnectorKey } from './connector-file.ts'
import { flowFileParts } from './flow-file.ts'

/** Connection that a flow uses. Files contain its name and its connector. */
export interface NamedConnection {
  id: string
  name: string
  connectorKey: string
}

/** Connector that a flow uses. The ids are those of its versions and flows in this installation. */
export interface UsedConnector {
  id: string
  key: string
  /** Versions that cards of the flow use. Files do not name a version; they refer to the deployed one. */
  versionIds: string[]
  /** Events and actions that cards of the flow use. */
  flows: { id: string; key: string; name: string | null }[]
}

/** User's flow in file form, with its helper flows and its external references. */
export interface UserFlowContent {
  flow: FlowContent
  helpers: FlowContent[]
  connectors: UsedConnector[]
  connections: NamedConnection[]
}

/** Name of the main file of a user's flow. */
export const USER_FLOW_FILE = 'flow.yaml'

/** File of a helper flow. */
export const HelperFlowFile = z.strictObject(flowFileParts)

/** File `flow.yaml`: a user's flow, and the connections that the flow and its helper flows use. */
export const UserFlowFile = z.strictObject({
  ...flowFileParts,
  connections: z
    .record(
      z
        .string()
        .regex(
          /^[a-z0-9-]{1,60}$/,
          'The name of a connection may contain only lower-case letters, digits and -.'
        ),
      z.strictObject({ connector: ConnectorKey, name: z.string().min(1).max(200) })
    )
    .optional()
})
