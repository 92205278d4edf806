/**
 * Entry point for connectors and users' flows as folders of text files. It is separate because it includes a
 * YAML parser, which web pages do not need.
 */
export * from './files/connector-content.ts'
export { editorSchemas } from './files/editor-schemas.ts'
export { EVIDENCE_FILE, EvidenceFile, readEvidence } from './files/evidence-file.ts'
export * from './files/folder.ts'
export { type CalledHost, hostsOf } from './files/hosts-of.ts'
export {
  type MergePart,
  type MergeUnit,
  mergeConnector,
  mergeUnits,
  type SideChange,
  usualTakes
} from './files/merge-connector.ts'
export { keyOfFolder, readConnector, readConnectorInSteps } from './files/read-connector.ts'
export type { ReadOptions } from './files/read-flow-file.ts'
export { type ConnectorTest, readTests } from './files/read-tests.ts'
export { type ReadUserFlow, type ReadUserFlowOptions, readUserFlow } from './files/read-user-flow.ts'
export { secretsIn } from './files/secrets.ts'
export type {
  Exchange,
  ReceivedRequest,
  RecordedRequest,
  RecordedResponse,
  TestFile
} from './files/test-file.ts'
export {
  type NamedConnection,
  USER_FLOW_FILE,
  type UsedConnector,
  type UserFlowContent
} from './files/user-flow-content.ts'
export { CONNECTOR_FILE, writeConnector } from './files/write-connector.ts'
export { writeEvidence, writeTest } from './files/write-test.ts'
export { writeUserFlow } from './files/write-user-flow.ts'
export { replaceSecrets } from './kernel/known-secrets.ts'
