/** Connectors and users' flows as folders of text files. Apart from the rest, as it reads YAML, which pages do not. */
export * from './files/connector-content.ts'
export { editorSchemas } from './files/editor-schemas.ts'
export * from './files/folder.ts'
export { readConnector } from './files/read-connector.ts'
export type { ReadOptions } from './files/read-flow-file.ts'
export { secretsIn } from './files/secrets.ts'
export { CONNECTOR_FILE, writeConnector } from './files/write-connector.ts'
